#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/checked.h"

namespace packwarden {
namespace {

struct Case {
  std::string path;
  std::string text;
  std::vector<std::string> expected;
};

void expect_all(std::string_view id, const std::vector<Case>& cases) {
  for (const auto& [path, text, expected] : cases) {
    EXPECT_EQ(audited_hits(id, path, text), expected) << id << ": " << path << ": " << text;
  }
}

TEST(InternalHost, IsOneThatNoOtherNetworkKnows) {
  expect_all("net-internal-host", {
                                      {"a.js", "'https://git.acme.corp/x'", {"note a.js"}},
                                      {"a.js", "'http://nas.lan:8080'", {"note a.js"}},
                                      {"a.js", "'http://metadata.google.internal/'", {}},
                                      {"a.js", "'http://host.docker.internal:1'", {}},
                                      {"a.js", "'http://a.local.acme.io'", {}},
                                      {"a.js", "'http://acme.test'", {}},
                                  });
}

TEST(PrivateAddress, IsThatOfAHostInCode) {
  expect_all("net-private-address", {
                                        {"a.js", "'192.168.7.20'", {"note a.js"}},
                                        {"a.js", "'http://10.4.0.12:80'", {"note a.js"}},
                                        {"a.js", "'172.31.9.4'", {"note a.js"}},
                                        {"a.js", "'172.32.9.4'", {}},
                                        {"a.js", "'192.168.0.0/16', '192.168.1.0'", {}},
                                        {"a.js", "'192.168.1.1.3', '1.192.168.1.3'", {}},
                                        {"a.md", "'192.168.7.20'", {}},
                                    });
}

TEST(Webhook, IsAHostThatShowsRequests) {
  expect_all("net-webhook",
             {
                 {"a.js", "fetch('https://webhook.site/9f1c7a42')", {"medium a.js"}},
                 {"a.js", "'q8zlw3nvx5.oastify.com'", {"medium a.js"}},
                 {"a.js", "`https://7b2f-10.ngrok-free.app/x`", {"medium a.js"}},
                 {"a.js", "['ngrok.io', 'eu.ngrok.io', 'ngrok-free.app']", {}},
                 {"a.js", "'https://webhook.site'", {}},
                 {"a.js", "'https://your-name.ngrok.io'", {}},
                 {"README.md", "https://7b2f-10.ngrok-free.app/x", {"note README.md"}},
                 {"test/a.js", "'https://7b2f-10.ngrok-free.app/x'", {"note test/a.js"}},
             });
}

}  // namespace
}  // namespace packwarden
