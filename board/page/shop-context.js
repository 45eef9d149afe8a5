import { createContext, useContext } from "/vendor/preact.js";

const Context = createContext(undefined);

export const ShopProvider = Context.Provider;

/** @returns {ShopContext} */
export const useShop = () => useContext(Context);
