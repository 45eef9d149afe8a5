import { InvalidParameterException, NotFoundException, type SNSClient } from "@aws-sdk/client-sns";
import { answeredSns } from "./answered-client";

type Attributes = Readonly<Record<string, string>>;

/** What the commands of mobile push are called with, all in one. */
export interface PushInput {
  readonly Platform?: string;
  readonly Name?: string;
  readonly PlatformApplicationArn?: string;
  readonly Token?: string;
  readonly CustomUserData?: string;
  readonly EndpointArn?: string;
  readonly Attributes?: Attributes;
}

export const REGION_AND_ACCOUNT = "arn:aws:sns:eu-west-1:000000000000:";

/** A model of SNS mobile push, behind real clients. @see https://docs.aws.amazon.com/sns/latest/dg/mobile-platform-endpoint.html */
export class PushService {
  readonly applications = new Map<string, Attributes>();
  readonly endpoints = new Map<string, Attributes>();
  readonly commands: string[] = [];
  /** Happens just before a command; what it throws is the answer. */
  before: (command: string, input: PushInput, service: PushService) => void = () => undefined;
  /** Whether a disabled endpoint counts as one with other attributes. The documentation allows for both. */
  disabledIsDifferent = false;

  private made = 0;

  readonly client: SNSClient = answeredSns((input: PushInput, command) => {
    this.commands.push(command);
    this.before(command, input, this);
    switch (command) {
      case "CreatePlatformApplicationCommand":
        return this.createApplication(input);
      case "SetPlatformApplicationAttributesCommand":
        return this.merge(this.applications, input.PlatformApplicationArn, input.Attributes, "PlatformApplication");
      case "DeletePlatformApplicationCommand":
        return this.delete(this.applications, input.PlatformApplicationArn);
      case "CreatePlatformEndpointCommand":
        return this.createEndpoint(input);
      case "GetEndpointAttributesCommand":
        return { Attributes: this.found(this.endpoints, input.EndpointArn, "Endpoint") };
      case "SetEndpointAttributesCommand":
        return this.merge(this.endpoints, input.EndpointArn, input.Attributes, "Endpoint");
      case "DeleteEndpointCommand":
        return this.delete(this.endpoints, input.EndpointArn);
      default:
        throw new Error(`not part of this model: ${command}`);
    }
  });

  /** Lets every command fail from now on. */
  failWith(error: (input: PushInput) => Error): void {
    this.before = (_, input) => {
      throw error(input);
    };
  }

  /** Endpoints of a token: more than one is more than one push for each notice. */
  endpointsOf(token: string): readonly (readonly [string, Attributes])[] {
    return [...this.endpoints].filter(([, { Token }]) => Token === token);
  }

  private createApplication({ Platform, Name, Attributes = {} }: PushInput) {
    const arn = `${REGION_AND_ACCOUNT}app/${Platform}/${Name}`;
    if (!this.applications.has(arn)) this.applications.set(arn, Attributes);
    return { PlatformApplicationArn: arn };
  }

  private createEndpoint({ PlatformApplicationArn = "", Token = "", CustomUserData }: PushInput) {
    this.found(this.applications, PlatformApplicationArn, "PlatformApplication");
    const prefix = `${PlatformApplicationArn.replace(":app/", ":endpoint/")}/`;
    const [known] = this.endpointsOf(Token).filter(([arn]) => arn.startsWith(prefix));
    if (known) {
      const [arn, attributes] = known;
      const same =
        attributes["CustomUserData"] === CustomUserData &&
        (attributes["Enabled"] === "true" || !this.disabledIsDifferent);
      if (same) return { EndpointArn: arn };
      throw invalid(`Token Reason: Endpoint ${arn} already exists with the same Token, but different attributes.`);
    }
    this.made += 1;
    const EndpointArn = `${prefix}00000000-0000-3000-8000-${String(this.made).padStart(12, "0")}`;
    this.endpoints.set(EndpointArn, { Enabled: "true", Token, ...(CustomUserData && { CustomUserData }) });
    return { EndpointArn };
  }

  private merge(things: Map<string, Attributes>, arn = "", attributes: Attributes = {}, kind = "") {
    things.set(arn, { ...this.found(things, arn, kind), ...attributes });
    return {};
  }

  private found(things: Map<string, Attributes>, arn = "", kind = ""): Attributes {
    const attributes = things.get(arn);
    if (!attributes) throw new NotFoundException({ message: `${kind} does not exist`, $metadata: {} });
    return attributes;
  }

  private delete(things: Map<string, Attributes>, arn = "") {
    things.delete(arn);
    return {};
  }
}

/** SNS finds fault with a parameter, in its words. */
export const invalid = (what: string): InvalidParameterException =>
  new InvalidParameterException({ message: `Invalid parameter: ${what}`, $metadata: {} });
