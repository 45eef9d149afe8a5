import { makeOrders, type OrdersMade } from "./make-orders";

/** Called by the exhibit's cashier, who waits for what it returns. */
export const handler = async (event: unknown): Promise<OrdersMade> => makeOrders(event, new Date());
