// The AWS SDK announces on every start that it will stop supporting Node.js 20 one day.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
