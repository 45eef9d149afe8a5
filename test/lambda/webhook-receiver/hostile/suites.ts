import { boundaries } from "./boundaries";
import { certificateUrls } from "./certificate-urls";
import { certificates } from "./certificates";
import { fields } from "./fields";
import { postings } from "./postings";
import { signatures } from "./signatures";
import { times } from "./times";
import { topics } from "./topics";

/** Everything that is tried to get past the receiver, by what is wrong with it. */
export const suites = { postings, fields, topics, certificateUrls, certificates, signatures, boundaries, times };
