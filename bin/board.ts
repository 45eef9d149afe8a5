import "./check-node.cjs";
import "./direct-loopback.cjs";

/** Said by the AWS SDK on every start under Node.js 20, which is supported here. The SDK is loaded after this line. */
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

Promise.all([import("../board/aws-board"), import("../operations/aws-shop")])
  .then(([{ showBoard }, { awsShop }]) =>
    showBoard(process.argv.slice(2), {
      print: (line) => console.log(line),
      complain: (line) => console.error(line),
      environment: process.env,
      openShop: awsShop,
    }),
  )
  .then((exitCode) => process.exit(exitCode));
