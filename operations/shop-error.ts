/** Something an operator can understand and act upon; its message is shown as it is, without a stack. */
export class ShopError extends Error {
  override readonly name: string = "ShopError";
}
