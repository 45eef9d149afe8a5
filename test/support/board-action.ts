/** Asks a board for an action: status and body of the answer, which each test knows the shape of. */
export const boardAction = async (
  url: string,
  name: string,
  body: object = {},
): Promise<readonly [number, ReturnType<typeof JSON.parse>]> => {
  const response = await fetch(`${url}/api/actions/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return [response.status, await response.json()];
};
