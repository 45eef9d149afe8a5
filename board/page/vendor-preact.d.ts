// What the page uses of htm/preact/standalone, which brings no types of its own.
// biome-ignore-all lint/suspicious/noExplicitAny: the page is checked for names and shapes, not strictly
export const html: (strings: TemplateStringsArray, ...values: any[]) => any;
export const render: (tree: any, parent: Element | null) => void;
export const createContext: (value: any) => { Provider: any };
export const useContext: (context: any) => any;
export const useState: (initial: any) => [any, (next: any) => void];
export const useRef: (initial?: any) => { current: any };
export const useEffect: (effect: () => any, dependencies?: readonly unknown[]) => void;
export const useLayoutEffect: typeof useEffect;
