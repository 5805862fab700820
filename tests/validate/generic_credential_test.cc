#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "validate/match_of.h"

namespace packwarden {
namespace {

/// What a validator says of `value` in `text`, whose key word is `word`.
Verdict verdict_on(std::string_view name, std::string_view text, std::string_view word,
                   std::string_view value) {
  Match match;
  const std::size_t begin = text.find(value);
  match.whole = {text.find(word), begin + value.size()};
  match.span = {begin, begin + value.size()};
  match.secret = text.substr(begin, value.size());
  match.text = text;
  return find_validator(name)->run(match);
}

struct Row {
  std::string before;
  std::string word;
  std::string after;
};

std::string around(const Row& row, const std::string& value) {
  std::string text = row.before + row.word + row.after;
  return text.replace(text.find('@'), 1, value);
}

const std::string kRandom = join({"9fQ2xLw7", "ZkT1vB8nRc5Y"});

/// What the rule of keys says of a random value in each of them.
void expect_each(const std::vector<Row>& rows, Verdict verdict) {
  for (const Row& row : rows) {
    const std::string text = around(row, kRandom);
    EXPECT_EQ(verdict_on("generic-secret", text, row.word, kRandom), verdict) << text;
  }
}

TEST(GenericSecret, StandsInManyForms) {
  expect_each({Row{"const api", "Key", " = \"@\";"}, Row{"{\"auth_", "token", "\": \"@\"}"},
               Row{"API_", "SECRET", "=@\n"}, Row{"export API_", "SECRET", "=@ # x\n"},
               Row{"  api-", "key", ": @\n"}, Row{"ENV APP_", "KEY", " @\n"},
               Row{"<api", "Key", ">@</apiKey>"}, Row{"/v1?api_", "key", "=@&page=1"},
               Row{"x.setApi", "Token", "('@')"}, Row{"[\"{api", "Key", ": \\\"@\\\"}\"]"},
               Row{"get(\"API_", "TOKEN", "\", \"@\")"}, Row{"# ", "TOKEN", "=@"}},
              Verdict::unknown);
}

TEST(GenericSecret, StandsBehindTypesDefaultsAndOtherNames) {
  expect_each({Row{"const api", "Key", ": string = \"@\";"},
               Row{"var api", "Token", " string = `@`"},
               Row{"Value(\"${api.", "key", ":@}\")"},
               Row{"<x name=\"api", "Token", "\"><value>@</value>"},
               Row{"char secret_", "key", "[] = \"@\";"},
               Row{"env.API_", "KEY", " || \"@\""},
               Row{"${API_", "TOKEN", ":-@}"},
               Row{"<add key=\"Api", "Secret", "\" value=\"@\"/>"},
               Row{"<string name=\"api_", "secret", "\">@</string>"},
               Row{"<key>Api", "Secret", "</key>\n<string>@</string>"},
               Row{"- name: API_", "SECRET", "\n  value: @\n"},
               Row{"{\"key\": \"API_", "SECRET", "\", \"value\": \"@\"}"},
               Row{"", "token", ": |\n  @\n"},
               Row{"{\"", "tokens", "\": [\"@\"]}"},
               Row{"cli --api-", "key", " @ --x"},
               Row{"curl -H \"X-Api-", "Key", ": @\" x"},
               Row{"set -x API_", "TOKEN", " @\n"},
               Row{"x(api", "Secret", "={\"@\"})"},
               Row{"\xEF\xBB\xBF"
                   "API_",
                   "SECRET", "=@\n"},
               Row{"#define API_", "SECRET", " \"@\"\n"},
               Row{"variable \"api_", "secret", "\" {\n  default = \"@\"\n}"}},
              Verdict::unknown);
}

TEST(GenericSecret, IsNotTheNextLineNorTheNextAttribute) {
  expect_each({Row{"API_", "SECRET", "=\nNEXT_ID=@\n"}, Row{"", "token", ":\n@\n"},
               Row{"", "token", " @\n"}, Row{"<input type=\"", "secret", "\" placeholder=\"@\">"},
               Row{"#define API_", "KEY", " @\n"}},
              Verdict::refuted);
}

TEST(GenericSecret, IsNoExpressionOfAProgram) {
  expect_each(
      {Row{"a.", "key", "=b,c=@,d"}, Row{"if(x)", "token", "=@;"}, Row{"f(", "token", ":@)"},
       Row{"", "token", ": @,\n"}, Row{"<td>", "key", ">@<br>"}, Row{"[\"", "token", "\", \"@\"]"},
       Row{"", "key", "=\"\",x=@\""}, Row{"", "key", ":\\\"\\\",x:@\\\""}},
      Verdict::refuted);
}

TEST(GenericSecret, NamesMayStandForSomethingElse) {
  expect_each(
      {Row{"public", "Key", ": '@'"}, Row{"next", "Token", ": '@'"}, Row{"", "token", "Url: '@'"},
       Row{"", "secret", "_id = '@'"}, Row{"csrf_", "token", "='@'"}, Row{"", "key", "Hash: '@'"}},
      Verdict::refuted);
}

TEST(GenericSecret, SomeValuesAreNone) {
  for (const char* value :
       {"constant.other.symbol.ruby", "YOUR_API_KEY_HERE", "sha512-9fQ2xLw7ZkT1vB8nRc5Y",
        "a3b8f29e4d1c6a05", "ZHVtbXkgdGV4dCBkYXRh", "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE",
        "$REACT_APP_SECRET_VALUE", "px-a1b2c3d4-e5f6-g7h8-i8j0-k0l3m3n4o0p5",
        "d4c3b2a1-f6e5-h8g7-j1i8-p5o0n5m3l2k1"}) {
    const std::string text = "apiKey = \"" + std::string(value) + "\"";
    EXPECT_EQ(verdict_on("generic-secret", text, "Key", value), Verdict::refuted) << value;
  }
  const std::string hash = join({"f15e1a97f13defcbf966", "12df4c7ba45999e6244d"});
  EXPECT_EQ(verdict_on("generic-secret", "{key: \"" + hash + "\"}", "key", hash), Verdict::refuted)
      << "many a hash is called a key";
  EXPECT_EQ(verdict_on("generic-secret", "{apiKey: \"" + hash + "\"}", "Key", hash),
            Verdict::unknown);
}

TEST(GenericSecret, MayHaveWordsAndNumbersInFrontOfIt) {
  const std::string hash = join({"f15e1a97f13defcbf966", "12df4c7ba459"});
  for (const std::string& value : {"APP_USR-" + hash, "prod-eu_" + hash, hash + "-us21"}) {
    EXPECT_EQ(verdict_on("generic-secret", "apiKey = \"" + value + "\"", "Key", value),
              Verdict::unknown)
        << value;
  }
  const std::string name = "chunk-vendors-internationalization-a3b8f29e4d1c";
  EXPECT_EQ(verdict_on("generic-secret", "apiKey = \"" + name + "\"", "Key", name),
            Verdict::refuted);
}

TEST(GenericSecret, AUuidIsOneWhereItsNameSaysSo) {
  const std::string uuid = join({"0e6e3e2c-6f8b-4d0e", "-9b8e-2f1c7a5d4e3b"});
  for (const Row& row : {Row{"API_", "KEY", "=@\n"}, Row{"client", "Secret", ": '@'"}}) {
    EXPECT_EQ(verdict_on("generic-secret", around(row, uuid), row.word, uuid), Verdict::unknown);
  }
  for (const Row& row : {Row{"", "token", "=@\n"}, Row{"object_", "key", ": '@'"}}) {
    EXPECT_EQ(verdict_on("generic-secret", around(row, uuid), row.word, uuid), Verdict::refuted);
  }
}

TEST(GenericPassword, IsWhatSomebodyChose) {
  for (const std::string& value : {join({"hT7k", "!2vQz"}), join({"super", "$ecret"}),
                                   join({"zomer", "tijd#8821"}), join({"4ian", "1234"})}) {
    const std::string text = "db_password: \"" + value + "\"";
    EXPECT_EQ(verdict_on("generic-password", text, "password", value), Verdict::unknown) << value;
  }
}

TEST(GenericPassword, MayHoldEachSignThatDoesNotEndIt) {
  const std::string generated = join({"x7<Kp>2", "q'Z"});
  for (const std::string& value : {generated, join({"7`D'}/v", "YR)T;W\\5]EB"}),
                                   join({"]35d/{p", "B9Fo9wJ"}), join({"hT7k!", "2vQz+"})}) {
    const std::string text = "db_password: \"" + value + "\"";
    EXPECT_EQ(verdict_on("generic-password", text, "password", value), Verdict::unknown) << value;
  }
  const std::string text = "password = \"" + generated + "9mQ";
  EXPECT_EQ(verdict_on("generic-password", text, "password", generated), Verdict::refuted)
      << "no quote ends it";
}

TEST(GenericPassword, OfAListIsBehindANameThatIsATextOfItsOwn) {
  const std::string value = join({"c0Oyb96G8Mb", "MU6XaWNVCy7c"});
  for (const Row& row : {Row{"['", "password", "', '@']"}, Row{"[\"db_", "pwd", "\", \"@\"]"}}) {
    const std::string text = around(row, value);
    EXPECT_EQ(verdict_on("generic-password", text, row.word, value), Verdict::unknown) << text;
  }
  for (const Row& row :
       {Row{"['some ", "password", "', '@']"}, Row{"\"83YRs0+ADXRz", "pwd", "\",\n\"@\""}}) {
    const std::string text = around(row, value);
    EXPECT_EQ(verdict_on("generic-password", text, row.word, value), Verdict::refuted) << text;
  }
}

TEST(GenericPassword, IsNoWordNameOrPath) {
  for (const char* value : {"changeme",
                            "password1",
                            "auth/weak-password",
                            "Input.Password",
                            "isStrongPassword",
                            "my-secret",
                            "#add-password",
                            "/v2/passwordPolicy",
                            "user@example.com",
                            "undefined",
                            "d===t?a:b1",
                            "[type=password]",
                            "^9.0.3",
                            "(?=.*[a-z])(?=.*[0-9])[a-zA-Z0-9#'-]{8,}",
                            "+f('userPassw0rd#1')+",
                            "<b>Passw0rd9#</b>",
                            "\\x68\\x54\\x37\\x6b\\x21\\x32",
                            "&#104;&#84;&#55;&#107;&#33;",
                            "Dobr\xC3\xA9 heslo1",
                            "$ac_pwd",
                            "bm90IG15IHJlYWwgdGV4dA=="}) {
    const std::string text = "password: \"" + std::string(value) + "\"";
    EXPECT_EQ(verdict_on("generic-password", text, "password", value), Verdict::refuted) << value;
  }
}

/// A word that people choose.
const std::string kWord = join({"white", "duke"});

TEST(GenericPassword, IsAWordWhereItIsMeantLiterally) {
  for (const Row& row :
       {Row{"APP_", "PASS", "=@\n"}, Row{"# DB_", "PASSWORD", "=@ # x\n"},
        Row{"if (user.", "password", " === '@') {"}, Row{"x.", "secret", " != \"@\""},
        Row{"The default ", "Password", " is '@'"}, Row{"{user: 'joe', ", "password", ": '@'}"},
        Row{"login = joe\n", "password", " = @\n"},
        Row{"$user = \\\"mg1021\\\";  $", "password", " = \\\"@\\\";"}}) {
    const std::string text = around(row, kWord);
    EXPECT_EQ(verdict_on("generic-password", text, row.word, kWord), Verdict::unknown) << text;
  }
}

TEST(GenericPassword, AWordWithANumberIsOneWhereItIsStated) {
  const std::string value = join({"Secret", "123"});
  const std::string stated = "The password is '" + value + "'";
  EXPECT_EQ(verdict_on("generic-password", stated, "password", value), Verdict::unknown);
  const std::string given = "{password: '" + value + "'}";
  EXPECT_EQ(verdict_on("generic-password", given, "password", value), Verdict::refuted);
}

TEST(GenericPassword, MayBeDefinedOrIdentifyAUser) {
  const std::string value = join({"Winter", "2024!"});
  for (const Row& row : {Row{"define( 'DB_", "PASSWORD", "', '@' );"},
                         Row{"CREATE USER bob ", "IDENTIFIED", " BY '@';"},
                         Row{"CREATE USER bob ", "PASSWORD", " '@';"},
                         Row{"\"host=h user=bob ", "password", "=@ dbname=x\""}}) {
    const std::string text = around(row, value);
    EXPECT_EQ(verdict_on("generic-password", text, row.word, value), Verdict::unknown) << text;
  }
  const std::string text = around({"you can ", "pass", " '@' to it"}, value);
  EXPECT_EQ(verdict_on("generic-password", text, "pass", value), Verdict::refuted) << text;
}

TEST(GenericPassword, MayBeGivenByACallOrToACommand) {
  const std::string value = join({"Winter", "2024!"});
  for (const Row& row :
       {Row{"props.setProperty(\"smtp.", "password", "\", \"@\");"},
        Row{"m.put('", "pwd", "', '@')"}, Row{"PG", "PASSWORD", "=@ psql -h db"},
        Row{"docker run -e MYSQL_", "PWD", "=@ mysql"}, Row{"**", "Password", ":** @\n"},
        Row{"ansible_become_", "pass", ": @\n"},
        Row{"<x name=\"", "password", "\"><value>@</value>"}, Row{"DB", "_PW", "=@\n"},
        Row{"os.getenv('DB_", "PASSWORD", "', '@')"}, Row{"env(\"DB_", "PASSWORD", "\", \"@\")"},
        Row{"${DB_", "PASSWORD", ":-@}"}, Row{"\"${db.", "password", ":@}\""}}) {
    const std::string text = around(row, value);
    EXPECT_EQ(verdict_on("generic-password", text, row.word, value), Verdict::unknown) << text;
  }
  for (const Row& row : {Row{"labels.add('", "password", "', '@')"}, Row{"f(my_", "pwd", "=@ b)"},
                         Row{"see MY-", "PASSWORD", "=@ x"}, Row{"by", "pass", " = '@'"},
                         Row{"img", "_pw", "='@'"}}) {
    const std::string text = around(row, value);
    EXPECT_EQ(verdict_on("generic-password", text, row.word, value), Verdict::refuted) << text;
  }
}

TEST(GenericPassword, IsNoWordElsewhere) {
  for (const Row& row :
       {Row{"{", "password", ": '@'}"}, Row{"", "password", ": @\n"}, Row{"db_", "pass", "=@\n"},
        Row{"if (", "pass", " === '@') {"}, Row{"{username: 'Username', ", "password", ": '@'}"},
        Row{"['user', '", "password", "', '@']"}, Row{"{user: 'white', ", "password", ": '@'}"},
        Row{"{user: name(), ", "password", ": '@'}"}, Row{"client", "Secret", ": '@'"}}) {
    const std::string text = around(row, kWord);
    EXPECT_EQ(verdict_on("generic-password", text, row.word, kWord), Verdict::refuted) << text;
  }
  for (const char* value : {"Passwort", "wachtwoord", "undefined", "required", "string"}) {
    const std::string text = "PASSWORD=" + std::string(value) + "\n";
    EXPECT_EQ(verdict_on("generic-password", text, "PASSWORD", value), Verdict::refuted) << value;
  }
}

TEST(GenericPassword, LeavesSecretsToTheRuleOfKeysButForWhatPeopleChose) {
  const Row row{"jwt:\n  ", "secret", ": \"@\"\n"};
  const std::string chosen = join({"development", "#product"});
  EXPECT_EQ(verdict_on("generic-password", around(row, chosen), "secret", chosen),
            Verdict::unknown);
  EXPECT_EQ(verdict_on("generic-password", around(row, kRandom), "secret", kRandom),
            Verdict::refuted);
}

TEST(GenericPassword, ItsNameIsThatOfAPassword) {
  const std::string value = join({"hT7k", "!2vQz"});
  for (const Row& row : {Row{"DB_", "PASS", "=@\n"}, Row{"", "pass", ": '@'"},
                         Row{"smtp", "Pass", ": '@'"}, Row{"admin_", "pwd", "_prod = \"@\""}}) {
    const std::string text = around(row, value);
    EXPECT_EQ(verdict_on("generic-password", text, row.word, value), Verdict::unknown) << text;
  }
  for (const Row& row : {Row{"", "pass", "Through: '@'"}, Row{"rating", "Pass", ": '@'"},
                         Row{"", "Password", "LastUsed: '@'"}, Row{"[\"", "password", "\",\"@\"]"},
                         Row{"", "password", "Hash: '@'"}}) {
    const std::string text = around(row, value);
    EXPECT_EQ(verdict_on("generic-password", text, row.word, value), Verdict::refuted) << text;
  }
}

TEST(GenericPassword, ExpressionsOfYamlLikeProgramsAreNone) {
  for (const char* value : {"options.password1", "!isLast2", "a?.b3c"}) {
    const std::string text = "  password: " + std::string(value) + "\n";
    EXPECT_EQ(verdict_on("generic-password", text, "password", value), Verdict::refuted) << value;
  }
}

TEST(GenericPassword, IsNoLabelAndNoHash) {
  for (const char* value : {"Heslo-znovu!", "Geheimnis!", "Uusi-salasana*", "{SHA}W6ph5Mm5Pz8Ggi",
                            "sha1$abcd1234$1$9a2c", "pbkdf2:sha1:1000"}) {
    const std::string text = "{password: '" + std::string(value) + "'}";
    EXPECT_EQ(verdict_on("generic-password", text, "password", value), Verdict::refuted) << value;
  }
}

TEST(PasswordArgument, IsNoVariableWordOrFile) {
  EXPECT_EQ(verdict_of("password-argument", join({"q8Zr", "r!vT2"})), Verdict::unknown);
  for (const char* value :
       {"$PASSWORD", "secret", "<password>", "file.txt2", "PASSWORD", "./pass1"}) {
    EXPECT_EQ(verdict_of("password-argument", value), Verdict::refuted) << value;
  }
}

TEST(Random, RefutesWhatIsNot) {
  EXPECT_EQ(verdict_of("random", kRandom), Verdict::unknown);
  EXPECT_EQ(verdict_of("random", "sk-proj-YOUR_API_KEY_HERE"), Verdict::refuted);
}

}  // namespace
}  // namespace packwarden
