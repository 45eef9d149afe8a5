/** Secret parts of the credentials below; a test looks for these characters. */
export const KEY_TEXT = "MIGTAgEAMBMGByqGSM49VeryPrivate";

const PEM = `-----BEGIN PRIVATE KEY-----\n${KEY_TEXT}\n-----END PRIVATE KEY-----\n`;

/** The key of a Firebase service account, as Google gives it out. */
export const aServiceAccount = (changes: object = {}) => ({
  type: "service_account",
  project_id: "decoupled-coffee",
  private_key_id: "0123456789abcdef",
  private_key: PEM,
  client_email: "firebase-adminsdk@decoupled-coffee.iam.gserviceaccount.com",
  token_uri: "https://oauth2.googleapis.com/token",
  ...changes,
});

/** A signing key of Apple. */
export const aSigningKey = (changes: object = {}) => ({
  signingKey: PEM,
  signingKeyId: "ABC123DEFG",
  teamId: "DEF123GHIJ",
  bundleId: "com.example.decoupled-coffee",
  ...changes,
});
