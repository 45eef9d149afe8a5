/**
 * Reads the variables a function was deployed with.
 *
 * @throws Error that names every missing variable, so that a wrong deployment fails at its first start
 */
export const readEnvironment = <K extends string>(
  environment: NodeJS.ProcessEnv,
  names: readonly K[],
): Readonly<Record<K, string>> => {
  const missing = names.filter((name) => !environment[name]);
  if (missing.length > 0) throw new Error(`missing environment variables: ${missing.join(", ")}`);
  return Object.fromEntries(names.map((name) => [name, environment[name]])) as Record<K, string>;
};
