import type { Check, Finding } from "./doctor-checks";
import { amiss, baristaCheck, confirmationsCheck, deadLettersCheck, stacksCheck } from "./doctor-checks";
import type { Shop } from "./shop";
import { explainError } from "./shop-error";
import { optedOutCheck, sandboxCheck, spendLimitCheck } from "./sms-checks";

type Checks = Readonly<Record<string, (shop: Shop) => Promise<Finding> | Finding>>;

const EVERYWHERE: Checks = {
  stacks: stacksCheck,
  barista: baristaCheck,
  "dead letters": deadLettersCheck,
  confirmations: confirmationsCheck,
};

/** The local engine sends no SMS. */
const ON_AWS: Checks = {
  "SMS sandbox": sandboxCheck,
  "SMS spend limit": spendLimitCheck,
  "SMS opt-outs": optedOutCheck,
};

/** Checks everything; a check that fails is amiss itself and keeps none of the others from being made. */
export const examine = (shop: Shop): Promise<Check[]> =>
  Promise.all(
    Object.entries({ ...EVERYWHERE, ...(shop.target === "aws" && ON_AWS) }).map(async ([check, examineShop]) => {
      try {
        return { check, ...(await examineShop(shop)) };
      } catch (error) {
        const remedy = "see that your credentials may ask this, and try again";
        return { check, ...amiss(`could not be looked at: ${explainError(error, shop.target)}`, remedy) };
      }
    }),
  );

/** What there is to say when there is no way into the shop at all. */
export const noWayIn = (error: unknown, target: Shop["target"]): Check => {
  const remedy =
    target === "aws" ? "log in, name the --profile, --region and --stage, or run npx cdk deploy --all" : "npm start";
  return { check: "shop", ...amiss(explainError(error, target), remedy) };
};
