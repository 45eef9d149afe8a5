import { paginateListPhoneNumbersOptedOut } from "@aws-sdk/client-sns";
import { counted } from "../../cli/wording";
import type { Shop } from "../shop";
import { type Check, fine } from "./check";

/** 100 numbers each; the count is for orientation. */
const MAX_PAGES = 20;

/** How many owners of phones told the carrier to stop. That is their right, so nothing is amiss. */
export const optedOutCheck = async (shop: Shop): Promise<Check> => {
  let count = 0;
  let pages = 0;
  for await (const { phoneNumbers = [] } of paginateListPhoneNumbersOptedOut({ client: shop.sns }, {})) {
    count += phoneNumbers.length;
    pages += 1;
    if (pages === MAX_PAGES) return fine("SMS opt-outs", `${count} numbers or more opted out: nothing is sent to them`);
  }
  return fine("SMS opt-outs", count === 0 ? "none" : `${counted(count, "number")} opted out: nothing is sent there`);
};
