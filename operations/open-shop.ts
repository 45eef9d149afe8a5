import type { AwsChoice } from "./aws-shop";
import type { Shop } from "./shop";

/** Which shop an operator means. */
export interface ShopChoice extends AwsChoice {
  readonly target: "local" | "aws";
}

/** Opens the way into the shop that is meant. AWS clients are loaded here and no earlier, so that `--help` is quick. */
export const openShop = async (choice: ShopChoice, environment: NodeJS.ProcessEnv): Promise<Shop> => {
  if (choice.target === "aws") {
    const { awsShop } = await import("./aws-shop");
    const { profile, region } = choice;
    return awsShop({ ...(profile !== undefined && { profile }), ...(region !== undefined && { region }) });
  }
  const { readShopFile, shopFilePath } = await import("./shop-file");
  const file = readShopFile(shopFilePath(environment));
  const { localShop } = await import("./local-shop");
  return localShop(file);
};
