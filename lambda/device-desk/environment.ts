/** What the device desk is deployed with. */
export interface DeviceDeskEnvironment {
  /** Platform applications of the shop, separated by commas, at most one for each platform. */
  readonly PUSH_APPLICATION_ARNS: string;
}
