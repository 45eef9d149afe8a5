/** Every variable of a function by its name, and whether it has to be there: `E` names each once, for handler and construct. */
export type Variables<E> = { readonly [K in keyof E]-?: "required" | "optional" };

/**
 * Reads the variables a function was deployed with. `E` is the type that the construct satisfies too, and the list has to
 * name exactly its variables: one that is renamed on one side only does not compile. Optional ones may be empty or missing
 * and are then `""`.
 *
 * @throws Error that names every missing variable, so that a wrong deployment fails at its first start
 */
export const readEnvironment = <E>(
  environment: NodeJS.ProcessEnv,
  variables: Variables<E>,
): { readonly [K in keyof E]-?: string } => {
  const names = Object.keys(variables) as (keyof E & string)[];
  const missing = names.filter((name) => variables[name] === "required" && !environment[name]);
  if (missing.length > 0) throw new Error(`missing environment variables: ${missing.join(", ")}`);
  return Object.fromEntries(names.map((name) => [name, environment[name] ?? ""])) as { [K in keyof E]-?: string };
};

/** The items of a comma-separated variable; none of an empty one. */
export const listOf = (text: string): readonly string[] => text.split(",").flatMap((item) => item.trim() || []);
