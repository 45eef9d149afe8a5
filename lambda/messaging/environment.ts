/**
 * Reads the variables a function was deployed with. `optional` ones may be empty or missing and are then `""`.
 *
 * @throws Error that names every missing variable, so that a wrong deployment fails at its first start
 */
export const readEnvironment = <K extends string, O extends string = never>(
  environment: NodeJS.ProcessEnv,
  names: readonly K[],
  optional: readonly O[] = [],
): Readonly<Record<K | O, string>> => {
  const missing = names.filter((name) => !environment[name]);
  if (missing.length > 0) throw new Error(`missing environment variables: ${missing.join(", ")}`);
  const values = [...names, ...optional].map((name) => [name, environment[name] ?? ""]);
  return Object.fromEntries(values) as Record<K | O, string>;
};
