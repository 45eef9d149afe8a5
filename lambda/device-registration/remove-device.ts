import { DeleteEndpointCommand, NotFoundException, type SNSClient } from "@aws-sdk/client-sns";

/** Removes an endpoint; one that is gone already is as good. Rejects with the error of SNS, which must not be logged. */
export const removeDevice =
  (sns: SNSClient) =>
  async (endpointArn: string, abortSignal: AbortSignal): Promise<void> => {
    try {
      await sns.send(new DeleteEndpointCommand({ EndpointArn: endpointArn }), { abortSignal });
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw error;
    }
  };
