// The group `practices`: what it says of programs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/checked.h"
#include "check/practice.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<Finding> practices_in(const std::string& path, std::string_view program) {
  std::vector<Finding> out;
  check_file({path, program, 0644}, {path, {}, {}}, groups_named({"practices"}), out);
  std::erase_if(out, [](const Finding& finding) {
    return !finding.rule_id.starts_with("practice-") || !finding.clue.empty();
  });
  return out;
}

/// "password-fast-hash medium; …" of what the group says of a program.
std::string said_of(std::string_view program, const std::string& path = "lib/a.js") {
  std::string out;
  for (const std::string& outline : outlines(practices_in(path, program))) {
    out += (out.empty() ? "" : "; ") + outline.substr(std::string_view("practice-").size());
  }
  return out;
}

struct Row {
  std::string program;
  std::string said;  // "": nothing
};

void expect_said(const std::vector<Row>& rows) {
  for (const Row& row : rows) EXPECT_EQ(said_of(row.program), row.said) << row.program;
}

TEST(Practices, AreNotCheckedUnlessSomebodyAsks) {
  EXPECT_THAT(checks_of("a.js", "eval(x); new Function(y)"), IsEmpty());
  EXPECT_EQ(said_of("eval(x)"), "dynamic-code note");
}

TEST(Practices, AmongTestsAreNotes) {
  EXPECT_EQ(said_of("createHash('md5').update(password)", "test/a.js"), "password-fast-hash note");
}

TEST(Practices, CommentsTextsAndPatternsAreNoCode) {
  expect_said({{"// eval(x)\n/* new Function(y) */ 'eval(x)' + `eval(x)`; /eval(x)/.test(a)", ""},
               {"`${eval(x)}`", "dynamic-code note"}});
}

TEST(PasswordHash, IsWhatAPasswordIsFedInto) {
  expect_said({
      {"crypto.createHash('md5').update(password).digest('hex')", "password-fast-hash medium"},
      {"createHash(\"SHA-256\").update(salt).update(user.passwd)", "password-fast-hash medium"},
      {"createHash('sha1').update(Buffer.from(newPwd))", "password-fast-hash medium"},
      {"createHash('md5').update(content).digest('hex')", ""},
      {"createHash('md5').update(password.length)", ""},
      {"createHash(algorithm).update(password)", ""},
      {"createHash('md5').update('password')", ""},
      {"createHash('md5').update(x); login(password)", ""},
  });
}

TEST(KeyDerivation, NeedsWorkAndASalt) {
  const std::string weak = "weak-kdf-parameters medium";
  expect_said({
      {"pbkdf2Sync(p, salt, 1000, 32, 'sha512')", weak},
      {"pbkdf2(p, salt, 1e3, 32, 'sha512', done)", weak},
      {"crypto.pbkdf2Sync(p, 'salt', 100_000, 32, 'sha512')", weak},
      {"scryptSync(p, salt, 64, {N: 1024})", weak},
      {"scrypt(p, salt, 64, {cost: 8192}, done)", weak},
      {"CryptoJS.PBKDF2(p, salt, {keySize: 8, iterations: 1})", weak},
      {"bcrypt.hash(p, 8)", weak},
      {"bcryptjs.genSaltSync(4)", weak},
      {"pbkdf2Sync(p, salt, 600000, 32, 'sha512')", ""},
      {"pbkdf2Sync(p, salt, iterations, 32, 'sha512')", ""},
      {"pbkdf2Sync(p, salt, 1000 * n, 32, 'sha512')", ""},
      {"scryptSync(p, salt, 64)", ""},
      {"scryptSync(p, salt, 64, {N: 0x8000})", ""},
      {"bcrypt.hash(p, 12)", ""},
      {"bcrypt.compare(p, 4)", ""},
  });
}

/// A value that is nobody's, put together so that it does not stand here.
std::string random_secret() { return std::string("q8Zr2") + "Lx0vTn4" + "WbKj7Ys"; }

TEST(SigningSecret, IsALiteralThatIsSignedWith) {
  const std::string real = "'" + random_secret() + "'";
  const std::string high = "hardcoded-signing-secret high";
  const std::string medium = "hardcoded-signing-secret medium";
  expect_said({
      {"jwt.sign(user, " + real + ")", high},
      {"jsonwebtoken.verify(t, " + real + ", {})", high},
      {"session({name: 'a', secret: " + real + "})", high},
      {"expressjwt({secret: " + real + ", algorithms: ['HS256']})", high},
      {"cookieParser(" + real + ")", high},
      {"cookieParser([" + real + ", b])", high},
      {"createHmac('sha256', " + real + ")", high},
      {"new Strategy({secretOrKey: " + real + "})", high},
      {"jwt.sign(user, 'shhh')", medium},
      {"session({secret: 'keyboard cat'})", medium},
      {"createHmac('sha512', 'Bitcoin seed')", medium},
      {"jwt.sign(user, process.env.SECRET)", ""},
      {"jwt.sign(user, 'a' + b)", ""},
      {"jwt.sign(user, `${a}`)", ""},
      {"jwt.decode(user, " + real + ")", ""},
      {"session({secret: secrets.session, name: " + real + "})", ""},
      {"createHmac('sha256', '')", ""},
  });
}

TEST(SigningSecret, IsWorthALookInExamplesAndANoteInTests) {
  const std::string program = "jwt.sign(user, '" + random_secret() + "')";
  EXPECT_EQ(said_of(program, "examples/a.js"), "hardcoded-signing-secret medium");
  EXPECT_EQ(said_of(program, "test/a.js"), "hardcoded-signing-secret note");
  EXPECT_EQ(said_of(program, "README.md"), "");
}

TEST(SigningSecret, IsNotShown) {
  for (const Finding& finding : practices_in("a.js", "jwt.sign(user, '" + random_secret() + "')")) {
    EXPECT_EQ(finding.message.find(random_secret().substr(0, 6)), std::string::npos);
    EXPECT_THAT(finding.message, HasSubstr("`jwt.sign`"));
  }
}

TEST(TokenAlgorithms, MayNotBeNone) {
  expect_said({
      {"verify(t, k, {algorithms: ['HS256', 'none']})", "jwt-none medium"},
      {"({'algorithms': \"none\"})", "jwt-none medium"},
      {"verify(t, k, {algorithms: ['HS256'], mode: 'none'})", ""},
      {"algorithms.includes('none')", ""},
  });
}

TEST(TlsVerification, IsOffByALiteral) {
  const std::string off = "tls-verification-off medium";
  const std::string note = "tls-verification-off note";
  expect_said({
      {"request({url, rejectUnauthorized: false})", off},
      {"x={rejectUnauthorized:!1}", off},
      {"({'strictSSL': false})", off},
      {"agent.rejectUnauthorized = false;", off},
      {"({checkServerIdentity: () => undefined})", off},
      {"({checkServerIdentity: function () {}})", off},
      {"if (insecure) options.rejectUnauthorized = false;", note},
      {"if (insecure) {\n  options.rejectUnauthorized = false;\n}", note},
      {"a ? {rejectUnauthorized: false} : {}", note},
      {"({rejectUnauthorized: true})", ""},
      {"({rejectUnauthorized: false || strict})", ""},
      {"options.rejectUnauthorized === false", ""},
      {"({checkServerIdentity: (host, cert) => verify(host, cert)})", ""},
  });
}

TEST(TlsOff, IsAVariableThatIsZero) {
  const std::string off = "tls-env-off medium";
  expect_said({
      {"process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'", off},
      {"process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0;", off},
      {"spawn(a, {env: {NODE_TLS_REJECT_UNAUTHORIZED: '0'}})", off},
      {"process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1'", ""},
      {"if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') warn()", ""},
      {"// process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'", ""},
      {"delete process.env.NODE_TLS_REJECT_UNAUTHORIZED", ""},
  });
  const std::string setting = "A=1\nNODE_TLS_REJECT_UNAUTHORIZED=0\n";
  EXPECT_EQ(said_of(setting, ".env.local"), off);
  EXPECT_EQ(said_of("FROM a\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n", "Dockerfile"), off);
  EXPECT_EQ(said_of("FROM a\nENV NODE_TLS_REJECT_UNAUTHORIZED=1\n", "Dockerfile"), "");
  EXPECT_EQ(said_of(setting, "notes.txt"), "");
}

TEST(LegacyTls, IsAnOldVersionOrABrokenCipher) {
  const std::string old = "legacy-tls medium";
  expect_said({
      {"({minVersion: 'TLSv1'})", old},
      {"tls.connect({maxVersion: \"TLSv1.1\"})", old},
      {"({secureProtocol: 'SSLv3_method'})", old},
      {"({secureProtocol: 'TLSv1_client_method'})", old},
      {"({ciphers: 'HIGH:RC4-SHA'})", old},
      {"({ciphers: 'EXP-DES-CBC-SHA'})", old},
      {"({minVersion: 'TLSv1.2'})", ""},
      {"({secureProtocol: 'SSLv23_method'})", ""},
      {"({secureProtocol: 'TLSv1_2_method'})", ""},
      {"({ciphers: 'HIGH:!aNULL:!RC4:-EXP'})", ""},
  });
}

TEST(Deserializer, IsLoadedAndCalled) {
  const std::string unsafe = "unsafe-deserializer medium";
  expect_said({
      {"const s = require('node-serialize'); s.unserialize(text)", unsafe},
      {"import {deserialize} from 'serialize-to-js'; deserialize(x)", unsafe},
      {"import cryo from 'cryo'\ncryo.parse(x)", unsafe},
      {"const s = require('node-serialize'); s.serialize(text)", ""},
      {"const names = ['cryo']; JSON.parse(x)", ""},
  });
}

TEST(Yaml, WithFunctionsIsANote) {
  expect_said({
      {"yaml.load(t, {schema: yaml.DEFAULT_FULL_SCHEMA})", "yaml-unsafe-load note"},
      {"const types = require('js-yaml-js-types').all", "yaml-unsafe-load note"},
      {"yaml.load(t)", ""},
  });
}

TEST(DynamicCode, IsANoteUnlessItsTextIsFromOutside) {
  const std::string note = "dynamic-code note";
  const std::string medium = "dynamic-code medium";
  expect_said({
      {"eval(x)", note},
      {"window.eval(x)", note},
      {"const f = new Function('a', 'return a')", note},
      {"vm.runInNewContext(code)", note},
      {"eval(req.body.code)", medium},
      {"eval('(' + JSON.parse(x).code + ')')", medium},
      {"redis.eval(script)", ""},
      {"function eval(x) {}", ""},
      {"x instanceof Function", ""},
      {"Function(x)", ""},
      {"retrieval(x); evaluate(x)", ""},
  });
}

TEST(SensitiveNames, AreNotesWhereTheirValueIsWritten) {
  const std::string note = "log-sensitive-name note";
  expect_said({
      {"console.log('x', password)", note},
      {"logger.info({user, apiKey})", note},
      {"log.debug(`token ${config.authToken}`)", note},
      {"console.error(req.headers.authorization)", note},
      {"console.log('the password is wrong')", ""},
      {"console.log(password.length, !token, typeof secret)", ""},
      {"console.log(mask(password), maskedApiKey, hasToken, opaqueToken)", ""},
      {"console.log(token.type, tokens)", ""},
      {"console.time(password)", ""},
      {"console.log(a); save(password)", ""},
  });
}

TEST(Environment, IsNotWrittenAsAWhole) {
  const std::string medium = "log-environment medium";
  expect_said({
      {"console.log(process.env)", medium},
      {"console.log('env', process.env)", medium},
      {"const all = JSON.stringify(process.env)", medium},
      {"logger.info(req.headers)", medium},
      {"console.log(process.env.NODE_ENV)", ""},
      {"JSON.stringify(process.env.NODE_ENV)", ""},
      {"JSON.stringify({env: process.env.A})", ""},
      {"JSON.parse(process.env)", ""},
  });
}

TEST(HeaderProtection, IsOffByALiteral) {
  const std::string note = "header-protection-off note";
  expect_said({
      {"app.use(helmet({contentSecurityPolicy: false}))", note},
      {"app.use(cors({origin: '*', credentials: true}))", note},
      {"session({cookie: {secure: false}})", note},
      {"res.cookie('a', b, {httpOnly: false})", note},
      {"r.header('Access-Control-Allow-Origin', '*'); "
       "r.header('Access-Control-Allow-Credentials', 'true')",
       note},
      {"app.use(helmet())", ""},
      {"app.use(helmet({hsts: {maxAge: 1}}))", ""},
      {"app.use(cors({origin: '*'}))", ""},
      {"session({cookie: {secure: !dev, httpOnly: true}})", ""},
      {"r.header('Access-Control-Allow-Origin', '*')", ""},
      {"connect({secure: false})", ""},
  });
}

TEST(Practices, OfOneProgramAreOneFindingWithAllPlaces) {
  const auto found = practices_in("a.js", "eval(x);\neval(y);\n eval(z)");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].message, HasSubstr("It has 3 such places."));
  ASSERT_EQ(found[0].also.size(), 2U);
  EXPECT_EQ(found[0].also[1].location.start, (LineColumn{3, 2}));
}

TEST(CodeSight, DoesNotReadAProgramOverAndOver) {
  std::string program;
  for (int i = 0; i < 20'000; ++i) program += "eval([";
  CodeSight sight(program);
  std::size_t read = 0;
  for (std::size_t at = 0; at < program.size(); at += 6) {
    for (const CodeToken& token : sight.expression_at(at)) read += token.text.size();
  }
  EXPECT_LE(read, 17 * program.size());
}

}  // namespace
}  // namespace packwarden
