/** The stage that `npm start` deploys into the engine on a laptop; a rule in its templates keeps it out of AWS. */
export const LOCAL_STAGE = "local";

/** The stage that is meant where none is named. */
export const USUAL_STAGE = "production";

/** The longest name that something of a stage is given: a stack may have 128 characters, and SNS adds to others. */
const LONGEST = 40;

export const STAGE_RULE = `1 to ${LONGEST} letters, digits and hyphens, the first a letter`;

/** Whether a word can be the end of a stack's name. */
export const isStageName = (word: string): boolean =>
  word.length <= LONGEST && /^[a-z]([a-z0-9-]*[a-z0-9])?$/i.test(word);

/**
 * What something that every stage has for itself is called: `CoffeeShopOrders-staging`. Two of them fit into one account and
 * region. `production` and `local`, which are never there together, have the bare name.
 */
export const ofStage = (name: string, stage: string): string =>
  stage === USUAL_STAGE || stage === LOCAL_STAGE ? name : `${name}-${stage}`;

/** What an operator types to deploy a stage. */
export const deployCommand = (stage: string, what = "--all"): string =>
  `npx cdk deploy ${what}${stage === USUAL_STAGE ? "" : ` -c stage=${stage}`}`;
