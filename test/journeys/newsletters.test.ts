import { NEWSLETTERS } from "../../lambda/messages/newsletter-issue";
import { engineMessages } from "../../operations/engine-messages";
import { readInbox } from "../../operations/inbox";
import { publishIssue } from "../../operations/publish-issue";
import { A_WHILE_MS, until } from "../support/until";
import { sharedShop } from "./shared-shop";
import { readerLog } from "./shop-functions";

const shop = sharedShop();

const ARCHIVES = {
  coupons: "CouponsArchiveQueueUrl",
  trivia: "TriviaArchiveQueueUrl",
  "product-updates": "ProductUpdatesArchiveQueueUrl",
} as const;

/** What `settings/sample.subscribers.json` promises. */
const SUBSCRIBERS = {
  coupons: ["1 email", "1 https", "1 push", "1 sms"],
  trivia: ["2 email", "2 https", "3 push", "3 sms"],
  "product-updates": ["3 email", "3 push"],
} as const;

const subjectOf = (newsletter: string) => `Journey through ${newsletter}`;

describe("an issue (engine)", () => {
  const issueIds = new Map<string, string>();

  beforeAll(async () => {
    for (const newsletter of NEWSLETTERS) {
      const { issueId } = await publishIssue(shop, {
        newsletter,
        subject: subjectOf(newsletter),
        text: "Seeds, not beans.",
      });
      issueIds.set(newsletter, issueId);
    }
  });

  it.each(NEWSLETTERS)("of %s reaches exactly its subscribers, once, worded for each", async (newsletter) => {
    const expected = SUBSCRIBERS[newsletter];
    const all = () => readInbox(shop);
    await until("every newsletter has arrived", A_WHILE_MS, async () => {
      const arrived = (await all()).filter(({ text, subject }) => `${subject}${text}`.includes("Journey through"));
      return arrived.length >= Object.values(SUBSCRIBERS).flat().length;
    });
    const received = (await all()).filter(
      (message) => message.newsletter === newsletter && JSON.stringify(message).includes(subjectOf(newsletter)),
    );
    expect(received.map(({ customer, protocol }) => `${customer} ${protocol}`).sort()).toEqual([...expected]);
    for (const { protocol, text, subject } of received) {
      if (protocol === "sms") expect(text).toBe(`${subjectOf(newsletter)}: Seeds, not beans.`);
      else if (protocol === "https") expect(JSON.parse(text)).toMatchObject({ newsletter, text: "Seeds, not beans." });
      else if (protocol === "push")
        expect({ subject, text }).toEqual({ subject: subjectOf(newsletter), text: "Seeds, not beans." });
      else
        expect({ subject, text }).toEqual({
          subject: subjectOf(newsletter),
          text: `Seeds, not beans.\n\nDecoupled Coffee, ${newsletter}`,
        });
    }
  });

  it.each(NEWSLETTERS)("of %s is kept in its archive and in no other", async (newsletter) => {
    const issueId = issueIds.get(newsletter) ?? "nothing";
    const isIn = async (archive: keyof typeof ARCHIVES) =>
      (await engineMessages(shop, shop.output(ARCHIVES[archive])))?.some(({ Body }) => Body.includes(issueId));
    await until("it is in its archive", A_WHILE_MS, () => isIn(newsletter));
    for (const name of NEWSLETTERS)
      expect({ name, found: await isIn(name) }).toEqual({ name, found: name === newsletter });
  });

  it("is read by the reader, whichever newsletter it is", async () => {
    const read = await until("the reader has read all three", A_WHILE_MS, async () => {
      const text = (await readerLog(shop)).join("\n");
      return [...issueIds.values()].every((issueId) => text.includes(issueId)) && text;
    });
    expect(read).not.toContain("Seeds, not beans");
  });

  it("with faults is refused with each of them, and reaches nobody", async () => {
    await expect(publishIssue(shop, { newsletter: "gossip", subject: "", text: " " })).rejects.toThrow(
      /newsletter: not a newsletter: gossip .*subject: .*text: /,
    );
  });
});
