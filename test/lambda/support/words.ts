/** The words of a text, which have no blanks in them. */
export const words = (text: string): readonly string[] => text.trim().split(/\s+/);
