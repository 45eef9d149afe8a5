import type { Shop } from "../../operations/shop";
import type { ShopFloor } from "./shop-floor";

/** The shop with a cashier whose answers are counted. */
export const withCountedCashier = (shop: Shop, floor: ShopFloor): Shop => ({
  ...shop,
  askCashier: async (request) => {
    const began = performance.now();
    try {
      const response = await shop.askCashier(request);
      countAnswer(floor, response, began);
      return response;
    } catch (error) {
      floor.figures.note(0, "", performance.now() - began);
      floor.publishSoon();
      throw error;
    }
  },
});

/** Counts an answer of the cashier, which somebody else reads as well. @param began as `performance.now()` tells it */
export const countAnswer = (floor: ShopFloor, response: Response, began: number): void => {
  const ms = performance.now() - began;
  const { status } = response;
  const copy = response.clone();
  const note = (text: string) => {
    floor.figures.note(status, text, ms);
    floor.publishSoon();
  };
  copy.text().then(note, () => note(""));
};
