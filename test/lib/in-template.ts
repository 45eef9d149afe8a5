import type { Template } from "aws-cdk-lib/assertions";

/** Ways to name things of one template by how their ids start. */
export const inTemplate = (template: Template) => {
  /** Logical id of the one resource of a type whose id is a word and a hash. */
  const idOf = (type: string, start: string): string => {
    const ids = Object.keys(template.findResources(type)).filter((id) => new RegExp(`^${start}[0-9A-F]{8}$`).test(id));
    if (ids[0] === undefined || ids.length > 1)
      throw new Error(`${ids.length} resources of type ${type} are called ${start}`);
    return ids[0];
  };

  const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });

  /** Everything a role may do: pairs of actions and resources. */
  const permissionsOf = (roleStart: string) => {
    const role = idOf("AWS::IAM::Role", roleStart);
    return Object.values(template.findResources("AWS::IAM::Policy"))
      .filter(({ Properties }) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .map(({ Action, Resource, NotResource }) => [Action, Resource ?? { not: NotResource }]);
  };

  return { idOf, arnOf, permissionsOf };
};
