/**
 * The characters that SQS refuses in a message and its attributes however often they are sent, those unknown to XML 1.0, as
 * they stand in a character class. JSON escapes the control characters and halves of characters among them, but not U+FFFE
 * and U+FFFF.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export const UNSENDABLE = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ud800-\\udfff\\ufffe\\uffff";
