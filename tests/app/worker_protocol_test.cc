#include "app/worker_protocol.h"

#include <gtest/gtest.h>

namespace packwarden {
namespace {

std::string error_of(std::string_view line) {
  const WorkerItem item = parse_worker_request(line);
  return item.request ? "" : item.request.error().what;
}

TEST(WorkerRequest, SaysWhatToAudit) {
  const std::string integrity = "sha512-" + std::string(86, 'A') + "==";
  const WorkerItem item = parse_worker_request(
      R"({"id": "a", "path": "p.tgz", "npm": 11, "integrity": ")" + integrity + R"("})");
  ASSERT_TRUE(item.request);
  EXPECT_EQ(*item.id.string(), "a");
  EXPECT_EQ(item.request->path, "p.tgz");
  EXPECT_EQ(item.request->npm, std::vector<int>{11});
  EXPECT_EQ(item.request->integrity, integrity);
}

TEST(WorkerRequest, NamesVersionsAsTheOptionDoes) {
  const auto npm = [](const std::string& text) {
    return parse_worker_request(R"({"id": 1, "path": "p", "npm": )" + text + "}").request->npm;
  };
  EXPECT_EQ(npm("null"), std::vector<int>{});
  EXPECT_EQ(npm("9"), std::vector<int>{9});
  EXPECT_EQ(npm("\"12\""), std::vector<int>{12});
  EXPECT_EQ(npm("\"both\""), (std::vector<int>{11, 12}));
}

TEST(WorkerRequest, KeepsTheIdOfWhatIsWrong) {
  const WorkerItem item = parse_worker_request(R"({"id": 7, "paht": "p"})");
  EXPECT_EQ(item.id.number(), 7);
  EXPECT_EQ(item.request.error().what, "has an unknown key; there are id, path, npm and integrity");
}

TEST(WorkerRequest, SaysWhatIsWrongAndQuotesNothing) {
  EXPECT_TRUE(error_of("").starts_with("invalid JSON at line 1, column 1"));
  EXPECT_EQ(error_of("[1]"), "is no JSON object");
  EXPECT_EQ(error_of(R"({"path": "p"})"), "has no \"id\": a text or a whole number");
  EXPECT_EQ(error_of(R"({"id": 1.5, "path": "p"})"), "has no \"id\": a text or a whole number");
  EXPECT_EQ(error_of(R"({"id": [], "path": "p"})"), "has no \"id\": a text or a whole number");
  EXPECT_EQ(error_of(R"({"id": 1})"), "has no \"path\": a package directory or a tarball");
  EXPECT_EQ(error_of(R"({"id": 1, "path": ""})"),
            "has no \"path\": a package directory or a tarball");
  EXPECT_EQ(error_of(R"({"id": 1, "path": "-"})"),
            "standard input holds the requests: name a file");
  EXPECT_EQ(error_of(R"({"id": 1, "path": "a\u0000b"})"), "its path holds a zero byte");
  EXPECT_EQ(error_of(R"({"id": 1, "path": "p", "npm": 8})"),
            "\"npm\" must be 9, 10, 11, 12 or \"both\"");
  EXPECT_EQ(error_of(R"({"id": 1, "path": "p", "integrity": "sha1-AAAA"})"),
            "\"integrity\" must be sha512- and the digest in base64, as npm writes it");
  EXPECT_EQ(error_of(R"({"id": 1, "path": "p", "config": "x"})"),
            "has an unknown key; there are id, path, npm and integrity");
  EXPECT_EQ(error_of(std::string(kMaxRequestBytes + 1, ' ')),
            "the line is too long (limit request-bytes = 1048576)");
}

TEST(WorkerLine, IsOneLineWithTheReportInIt) {
  EXPECT_EQ(worker_line({"a\nb", ExitStatus::findings, "{\n  \"x\": [\n    \"  y\"\n  ]\n}\n",
                         "1.0", "sha256:00"}),
            "{\"id\":\"a\\nb\",\"status\":1,\"report\":{\"x\": [\"  y\"]},\"toolVersion\":\"1.0\","
            "\"rulesHash\":\"sha256:00\"}\n");
}

}  // namespace
}  // namespace packwarden
