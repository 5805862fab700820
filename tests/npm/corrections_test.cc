#include "npm/corrections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "npm/hosted_repository.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// An address, and what npm 11.19.1 makes of it as `repository.url` and as a dependency; "": it
/// stays.
struct AddressRow {
  const char* address;
  const char* repository;
  const char* dependency;
};

constexpr auto kAddresses = std::to_array<AddressRow>({
    {"u/r", "git+https://github.com/u/r.git", "github:u/r"},
    {"u/r#x", "git+https://github.com/u/r.git#x", "github:u/r#x"},
    {"u/r#semver:^1.0.0", "git+https://github.com/u/r.git#semver:^1.0.0",
     "github:u/r#semver:^1.0.0"},
    {"@u/r", "", ""},
    {"./u/r", "", ""},
    {"u/r/", "", ""},
    {"github:u/r", "git+https://github.com/u/r.git", ""},
    {"github:u/r.git#v1", "git+https://github.com/u/r.git#v1", "github:u/r#v1"},
    {"gitlab:a/b/c", "git+https://gitlab.com/a/b/c.git", ""},
    {"bitbucket:u/r", "git+https://bitbucket.org/u/r.git", ""},
    {"gist:0123abc", "git+https://gist.github.com/0123abc.git", ""},
    {"gist:u/0123abc", "git+https://gist.github.com/0123abc.git", "gist:0123abc"},
    {"sourcehut:~u/r", "https://git.sr.ht/~u/r", ""},
    {"https://github.com/u/r", "git+https://github.com/u/r.git", "git+https://github.com/u/r.git"},
    {"https://github.com/u/r.git", "git+https://github.com/u/r.git",
     "git+https://github.com/u/r.git"},
    {"git+https://github.com/u/r.git", "", ""},
    {"git://github.com/u/r.git", "", ""},
    {"git://github.com/u/r", "git://github.com/u/r.git", "git://github.com/u/r.git"},
    {"http://github.com/u/r", "git+ssh://git@github.com/u/r.git",
     "git+ssh://git@github.com/u/r.git"},
    {"ssh://git@github.com/u/r.git", "git+ssh://git@github.com/u/r.git",
     "git+ssh://git@github.com/u/r.git"},
    {"git+ssh://git@github.com/u/r.git", "", ""},
    {"git@github.com:u/r.git", "git+ssh://git@github.com/u/r.git",
     "git+ssh://git@github.com/u/r.git"},
    {"git@github.com:u/r", "git+ssh://git@github.com/u/r.git", "git+ssh://git@github.com/u/r.git"},
    {"git@github.com/u/r", "git+ssh://git@github.com/u/r.git", "git+ssh://git@github.com/u/r.git"},
    {"ssh://git@github.com:u/r.git", "git+ssh://git@github.com/u/r.git",
     "git+ssh://git@github.com/u/r.git"},
    {"git://github.com:u/r", "git://github.com/u/r.git", "git://github.com/u/r.git"},
    {"https://www.github.com/u/r", "git+https://github.com/u/r.git",
     "git+https://github.com/u/r.git"},
    {"https://GitHub.com/u/r", "git+https://github.com/u/r.git", "git+https://github.com/u/r.git"},
    {"git+ssh://git@GitHub.com/u/r", "", ""},
    {"https://github.com/u/r/tree/main", "git+https://github.com/u/r.git#main",
     "git+https://github.com/u/r.git#main"},
    {"https://github.com/u/r/tree/main/packages/a", "git+https://github.com/u/r.git#main",
     "git+https://github.com/u/r.git#main"},
    {"https://github.com/u/r/tree", "git+https://github.com/u/r.git#undefined",
     "git+https://github.com/u/r.git#undefined"},
    {"https://github.com/u/r/tree/", "git+https://github.com/u/r.git",
     "git+https://github.com/u/r.git"},
    {"https://github.com/u/r/issues", "", ""},
    {"https://github.com/u/r#readme", "git+https://github.com/u/r.git#readme",
     "git+https://github.com/u/r.git#readme"},
    {"https://github.com/u/r?x=1", "git+https://github.com/u/r.git",
     "git+https://github.com/u/r.git"},
    {"https://github.com/u", "", ""},
    {"https://github.com/", "", ""},
    {"https://github.com", "", ""},
    {"https://github.com/u/", "", ""},
    {"https://github.com/u/r/", "git+https://github.com/u/r.git", "git+https://github.com/u/r.git"},
    {"https://github.com:443/u/r", "git+https://github.com/u/r.git",
     "git+https://github.com/u/r.git"},
    {"git+ssh://git@github.com:22/u/r", "git+ssh://git@github.com/u/r.git",
     "git+ssh://git@github.com/u/r.git"},
    {"git+https://git@github.com/u/r.git", "", ""},
    {"https://user@gitlab.com/u/r", "git+https://user@gitlab.com/u/r.git",
     "git+https://user@gitlab.com/u/r.git"},
    {"https://gitlab.com/a/b/c/d.git", "git+https://gitlab.com/a/b/c/d.git",
     "git+https://gitlab.com/a/b/c/d.git"},
    {"https://gitlab.com/a/b/-/tree/x", "", ""},
    {"git@gitlab.com:a/b.git", "git+ssh://git@gitlab.com/a/b.git",
     "git+ssh://git@gitlab.com/a/b.git"},
    {"https://bitbucket.org/u/r", "git+https://bitbucket.org/u/r.git",
     "git+https://bitbucket.org/u/r.git"},
    {"https://bitbucket.org/u/r/src/master", "git+https://bitbucket.org/u/r.git",
     "git+https://bitbucket.org/u/r.git"},
    {"https://bitbucket.org/u/r/get/x.zip", "", ""},
    {"git://bitbucket.org/u/r", "", ""},
    {"https://gist.github.com/0123abc", "git+https://gist.github.com/0123abc.git",
     "git+https://gist.github.com/0123abc.git"},
    {"https://gist.github.com/u/0123abc", "git+https://gist.github.com/0123abc.git",
     "git+https://gist.github.com/0123abc.git"},
    {"git://gist.github.com/0123abc.git", "", ""},
    {"git@gist.github.com:0123abc.git", "git+ssh://git@gist.github.com/0123abc.git",
     "git+ssh://git@gist.github.com/0123abc.git"},
    {"https://git.sr.ht/~u/r", "", ""},
    {"git+ssh://git@git.sr.ht/~u/r", "git+ssh://git@git.sr.ht/~u/r.git",
     "git+ssh://git@git.sr.ht/~u/r.git"},
    {"http://gitlab.com/u/r", "", ""},
    {"https://example.com/u/r.git", "", ""},
    {"git+http://github.com/u/r", "", ""},
    {"svn://github.com/u/r", "", ""},
    {"github.com/u/r", "", ""},
    {"www.github.com/u/r", "", ""},
    {"^1.0.0", "", ""},
    {"*", "", ""},
    {"npm:a@1", "", ""},
    {"npm:@s/x@1", "", ""},
    {"file:../a", "", ""},
    {"workspace:*", "", ""},
    {"link:../b/c", "", ""},
    {"https://github.com/u/r/archive/x.tar.gz", "", ""},
    {"https://codeload.github.com/u/r/tar.gz/x", "", ""},
    {"git@github.com:/u/r.git", "", ""},
    {"github:/u/r", "git+https://github.com/u/r.git", "github:u/r"},
    {"git+ssh://github.com/u/r", "git+ssh://git@github.com/u/r.git",
     "git+ssh://git@github.com/u/r.git"},
    {"git+ssh://user@github.com/u/r", "git+ssh://git@github.com/u/r.git",
     "git+ssh://git@github.com/u/r.git"},
    {"ssh://github.com:u/r", "git+ssh://git@github.com/u/r.git",
     "git+ssh://git@github.com/u/r.git"},
    {"https://github.com/u/../r", "", ""},
    {"git:github.com:u/r", "", ""},
    {"git+https://gitlab.com/u/r.git#abc", "", ""},
    {"u/r.git", "git+https://github.com/u/r.git", "github:u/r"},
    {"a/b@c", "", ""},
    {"a/b#c@d", "git+https://github.com/a/b.git#c@d", "github:a/b#c@d"},
    {"a/b#c/d", "git+https://github.com/a/b.git#c/d", "github:a/b#c/d"},
    {"http://www.github.com/u/r", "git+ssh://git@github.com/u/r.git",
     "git+ssh://git@github.com/u/r.git"},
    {"git@github.com:u/r.git#semver:^1.0.0", "git+ssh://git@github.com/u/r.git#semver:^1.0.0",
     "git+ssh://git@github.com/u/r.git#semver:^1.0.0"},
    {"https://u@bitbucket.org/u/r.git", "git+https://u@bitbucket.org/u/r.git",
     "git+https://u@bitbucket.org/u/r.git"},
});

TEST(HostedAddresses, AreWrittenAsNpmWritesThem) {
  const auto written = [](const char* address, AddressUse use) {
    const auto out = hosted_address(address, use);
    return out && *out != address ? *out : std::string();
  };
  for (const AddressRow& row : kAddresses) {
    EXPECT_EQ(written(row.address, AddressUse::repository), row.repository) << row.address;
    EXPECT_EQ(written(row.address, AddressUse::dependency), row.dependency) << row.address;
  }
}

/// A package.json, and what `npm pkg fix` of npm 11.19.1 makes of it; "": it refuses.
struct CorrectionRow {
  const char* before;
  const char* after;
};

constexpr auto
    kCorrections =
        std::to_array<CorrectionRow>(
            {
                {R"({"name":"x","version":"1.0.0","dependencies":{"a":"^1.0.0"},"scripts":{"test":"./node_modules/.bin/x y"},"repository":null,"repositories":["u/r"]})",
                 R"({"name":"x","version":"1.0.0","dependencies":{"a":"^1.0.0"},"scripts":{"test":"x y"},"repository":{"type":"git","url":"git+https://github.com/u/r.git"},"repositories":["u/r"]})"},
                {R"({"name":"x","version":"1.0.0","bin":"cli.js","bundleDependencies":true,"repositories":[]})",
                 R"({"name":"x","version":"1.0.0","bin":{"x":"cli.js"},"bundleDependencies":[],"repositories":[]})"},
                {R"({"name":"fs","version":"1.0.0","devDependencies":"a@1, b >=2"})",
                 R"({"name":"fs","version":"1.0.0","devDependencies":{"a":"1","b":"","":">=2"}})"},
                {R"({"name":"x","version":"1.0.0","bin":["a.js","./bin/b.js"]})",
                 R"({"name":"x","version":"1.0.0","bin":{"a.js":"a.js","b.js":"bin/b.js"}})"},
                {R"({"name":"x","version":"1.0.0","bin":"/bin/x","optionalDependencies":""})",
                 R"({"name":"x","version":"1.0.0","bin":{"x":"bin/x"},"optionalDependencies":""})"},
                {R"({"name":".x","version":"=1.0.0","bin":5,"bundleDependencies":false,"repository":[]})",
                 R"()"},
                {R"({"name":"node_modules","version":"1.0.0-a.1","bin":{".":"x"},"dependencies":"a:@1","devDependencies":{"a":"^1.0.0"},"optionalDependencies":[],"repositories":[]})",
                 R"()"},
                {R"({"name":" x ","version":"1.0.0","devDependencies":null,"optionalDependencies":{},"bundleDependencies":["a"]})",
                 R"({"name":"x","version":"1.0.0","optionalDependencies":{},"bundleDependencies":["a"]})"},
                {R"({"name":"x","version":" 1.0.0 "})", R"({"name":"x","version":"1.0.0"})"},
                {R"({"name":"x y","version":"1.0.0","devDependencies":{"a":5,"b":"1"},"bundleDependencies":true,"scripts":null,"repository":{"url":""}})",
                 R"()"},
                {R"({"name":"x","version":"1.0.0","dependencies":{"a":"http://github.com/u/r","b":"git@github.com:/u/r.git"},"optionalDependencies":5,"bundleDependencies":["a"],"repository":[]})",
                 R"({"name":"x","version":"1.0.0","dependencies":{"a":"git+ssh://git@github.com/u/r.git","b":"git@github.com:/u/r.git"},"optionalDependencies":5,"bundleDependencies":["a"],"repository":[]})"},
                {R"({"name":"@s/x","version":"1.0.0","bin":null,"dependencies":{"a":"@u/r","b":"git://github.com/u/r"}})",
                 R"({"name":"@s/x","version":"1.0.0","dependencies":{"a":"@u/r","b":"git://github.com/u/r.git"}})"},
                {R"({"name":"","version":"1.0.0","scripts":{"t":5},"repository":""})",
                 R"({"name":"","version":"1.0.0","scripts":{},"repository":""})"},
                {R"({"name":null,"version":"1.2.3.4","bin":[],"dependencies":{"a":"git+ssh://user@github.com/u/r","b":"https://github.com/u/r/tree/main/packages/a"},"devDependencies":{"a":"^1.0.0"},"repositories":[{"url":"u/r"}]})",
                 R"()"},
                {R"({"name":"x","version":"V1.0.0","dependencies":[]})", R"()"},
                {R"({"name":null,"version":"1.0.0","bin":[],"dependencies":{"a":"https://github.com","b":"https://github.com/u/r/tree/"},"bundleDependencies":"","scripts":{"a":null,"b":"b"},"repository":5})",
                 R"({"name":"","version":"1.0.0","dependencies":{"a":"https://github.com","b":"git+https://github.com/u/r.git"},"scripts":{"b":"b"},"repository":5})"},
                {R"({"name":"x","version":"1.0.0","dependencies":{"a":"https://github.com/u","b":"https://bitbucket.org/u/r/get/x.zip"},"devDependencies":"a:@1","optionalDependencies":null,"scripts":{"t":"./node_modules/.bin/"},"repository":"npm:a@1"})",
                 R"({"name":"x","version":"1.0.0","dependencies":{"a":"https://github.com/u","b":"https://bitbucket.org/u/r/get/x.zip"},"devDependencies":{"a":":@1"},"optionalDependencies":null,"scripts":{"t":""},"repository":{"type":"git","url":"npm:a@1"}})"},
                {R"({"name":"x","version":"1.0.0","bin":{"":"x"},"dependencies":{"a":"https://github.com:443/u/r","b":"https://GitHub.com/u/r"},"devDependencies":[],"bundleDependencies":{"a":1}})",
                 R"({"name":"x","version":"1.0.0","dependencies":{"a":"git+https://github.com/u/r.git","b":"git+https://github.com/u/r.git"},"devDependencies":{},"bundleDependencies":["a"]})"},
                {R"({"name":5,"version":"1.0.0","bin":["a.js","./bin/b.js"],"devDependencies":5,"bundleDependencies":["a"],"scripts":{"t":"node_modules/.bin/x && node_modules/.bin/y"}})",
                 R"()"},
                {R"({"name":"x","version":"1.0.0","bin":"../x","dependencies":{},"devDependencies":{"a":"^1.0.0"},"optionalDependencies":["a@^1","b","@s/c@1"," d >= 2 "],"scripts":{"t":"node_modules/xbin/x"}})", R"({"name":"x","version":"1.0.0","bin":{"x":"x"},"dependencies":{},"devDependencies":{"a":"^1.0.0"},"optionalDependencies":{"a":"^1","b":"","":"s/c@1","d":">= 2"},"scripts":{"t":"x"}})"},
                {R"({"name":"x","version":"v1.0.0","devDependencies":["a@^1","b","@s/c@1"," d >= 2 "]})",
                 R"({"name":"x","version":"1.0.0","devDependencies":{"a":"^1","b":"","":"s/c@1","d":">= 2"}})"},
                {R"({"name":"x","version":"=v1.0.0","bin":"","devDependencies":"","scripts":{"test":"./node_modules/.bin/x y"},"repository":[]})",
                 R"({"name":"x","version":"1.0.0","scripts":{"test":"x y"},"repository":[]})"},
                {R"({"name":"x","version":"1.0.0","dependencies":true})",
                 R"({"name":"x","version":"1.0.0"})"},
                {R"({"name":"x","version":"1.0.0","bin":{"c":"x","d/c":"y"},"dependencies":{"a":"https://github.com/u/r/tree","b":"https://GitHub.com/u/r"},"devDependencies":null})",
                 R"({"name":"x","version":"1.0.0","bin":{"c":"y"},"dependencies":{"a":"git+https://github.com/u/r.git#undefined","b":"git+https://github.com/u/r.git"}})"},
                {R"({"name":"x","version":"1.0.0","bin":"./cli.js","dependencies":{"a":"https://u@bitbucket.org/u/r.git","b":"https://github.com/u/r/archive/x.tar.gz"},"optionalDependencies":"a@1, b >=2","repository":null})",
                 R"({"name":"x","version":"1.0.0","bin":{"x":"cli.js"},"dependencies":{"a":"git+https://u@bitbucket.org/u/r.git","b":"https://github.com/u/r/archive/x.tar.gz"},"optionalDependencies":{"a":"1","b":"","":">=2"},"repository":null})"},
                {R"({"name":"x","version":"1.0.0","bin":false,"repository":{}})",
                 R"({"name":"x","version":"1.0.0","repository":{}})"},
                {R"({"name":"@s/","version":"1.0.0","bin":{"a:b":"c:d"},"optionalDependencies":"a@1, b >=2","bundleDependencies":["a"]})",
                 R"()"},
                {R"({"name":"x","version":null,"dependencies":{"a":"https://github.com/u/r/tree/","b":"npm:a@1"},"scripts":{"t":".\\node_modules\\.bin\\x"},"repository":{"url":""}})",
                 R"({"name":"x","version":"","dependencies":{"a":"git+https://github.com/u/r.git","b":"npm:a@1"},"scripts":{"t":"x"},"repository":{"url":""}})"},
                {R"({"name":"a~b","version":"1.0.0","bin":true,"repository":5})",
                 R"({"name":"a~b","version":"1.0.0","repository":5})"},
                {R"({"name":"x","version":"1.0.0","bin":{"../x":"y"},"dependencies":{"a":5,"b":"1"}})",
                 R"({"name":"x","version":"1.0.0","bin":{"x":"y"},"dependencies":{"b":"1"}})"},
                {R"({"name":"x","version":"1.0.0","bundleDependencies":5,"repository":{"url":"https://gitlab.com/a/b/c/d.git"}})",
                 R"({"name":"x","version":"1.0.0","repository":{"url":"git+https://gitlab.com/a/b/c/d.git"}})"},
                {R"({"name":"x","version":"1.0.0","bin":{"a":"../../z"},"bundleDependencies":"a"})",
                 R"({"name":"x","version":"1.0.0","bin":{"a":"z"}})"},
                {R"({"name":"@s/x","version":"1.0.0","bin":{"a":1,"b":"b"},"devDependencies":{},"scripts":{"t":".\\node_modules\\.bin\\x"},"repository":{"type":"git","url":"git+https://github.com/u/r.git"}})",
                 R"({"name":"@s/x","version":"1.0.0","bin":{"b":"b"},"devDependencies":{},"scripts":{"t":"x"},"repository":{"type":"git","url":"git+https://github.com/u/r.git"}})"},
                {R"({"name":"a'b","version":"1.0.0","bin":{"a":"a.js","b/c":"./d.js"},"optionalDependencies":"a@1, b >=2","repository":{"type":"git","url":"*"}})",
                 R"({"name":"a'b","version":"1.0.0","bin":{"a":"a.js","c":"d.js"},"optionalDependencies":{"a":"1","b":"","":">=2"},"repository":{"type":"git","url":"*"}})"},
                {R"({"name":"x","version":"1.0.0","dependencies":{"a":"sourcehut:~u/r","b":"git+https://git@github.com/u/r.git"},"optionalDependencies":[],"scripts":"x","repository":""})",
                 R"({"name":"x","version":"1.0.0","dependencies":{"a":"sourcehut:~u/r","b":"git+https://git@github.com/u/r.git"},"optionalDependencies":{},"repository":""})"},
                {R"({"name":"x","bin":{"a":"./a.js"},"dependencies":{"a":"https://gist.github.com/0123abc","b":"github:u/r"},"bundleDependencies":false,"repository":[]})",
                 R"({"name":"x","bin":{"a":"a.js"},"dependencies":{"a":"git+https://gist.github.com/0123abc.git","b":"github:u/r"},"bundleDependencies":[],"repository":[],"version":""})"},
                {R"({"name":"x","version":"1.0.0","bin":{},"bundleDependencies":{"a":1},"repository":""})",
                 R"({"name":"x","version":"1.0.0","bundleDependencies":["a"],"repository":""})"},
                {R"({"name":"X","version":"1.0.0","bin":{".":"x"},"dependencies":["a@^1","b","@s/c@1"," d >= 2 "],"bundleDependencies":null,"repositories":["u/r"]})", R"({"name":"X","version":"1.0.0","dependencies":{"a":"^1","b":"","":"s/c@1","d":">= 2"},"repositories":["u/r"],"repository":{"type":"git","url":"git+https://github.com/u/r.git"}})"},
                {R"({"name":"x","version":"1.0.0","optionalDependencies":true,"bundleDependencies":true})",
                 R"({"name":"x","version":"1.0.0","optionalDependencies":true,"bundleDependencies":[]})"},
                {R"({"name":"x","version":"1.0.0","dependencies":"a","optionalDependencies":[]})",
                 R"({"name":"x","version":"1.0.0","dependencies":{"a":""},"optionalDependencies":{}})"},
                {R"({"name":"x","version":"1.0.0","dependencies":{"a":"http://github.com/u/r","b":"https://github.com/u/r/tree/main/packages/a"},"scripts":{}})",
                 R"({"name":"x","version":"1.0.0","dependencies":{"a":"git+ssh://git@github.com/u/r.git","b":"git+https://github.com/u/r.git#main"},"scripts":{}})"},
                {R"({"name":"x","version":"01.0.0","dependencies":"","devDependencies":null,"scripts":{"t":5}})",
                 R"({"name":"x","version":"1.0.0","scripts":{}})"},
                {R"({"version":"1.0.0-a.1","devDependencies":true,"repository":"https://github.com/u/r/tree/main"})",
                 R"({"version":"1.0.0-a.1","repository":{"type":"git","url":"git+https://github.com/u/r.git#main"},"name":""})"},
                {R"({"name":"x","version":"1.0.0","devDependencies":{"a":5,"b":"1"},"scripts":{"t":"node_modules/.binx"}})",
                 R"({"name":"x","version":"1.0.0","devDependencies":{"b":"1"},"scripts":{"t":"node_modules/.binx"}})"},
                {R"({"version":"1.0.0","devDependencies":"a","scripts":{"test":"./node_modules/.bin/x y"}})",
                 R"({"version":"1.0.0","devDependencies":{"a":""},"scripts":{"test":"x y"},"name":""})"},
                {R"({"name":"x","version":"1.0","bin":".","dependencies":{"a":"ssh://git@github.com/u/r.git","b":"https://u@bitbucket.org/u/r.git"},"devDependencies":"a","bundleDependencies":true})",
                 R"()"},
                {R"({"name":"x","version":"1.0.0","optionalDependencies":"a"})",
                 R"({"name":"x","version":"1.0.0","optionalDependencies":{"a":""}})"},
                {R"({"name":"a~b","version":"1.0.0","bin":{"a:b":"c:d"},"dependencies":"a@1, b >=2","optionalDependencies":{"a":"^1.0.0"}})",
                 R"({"name":"a~b","version":"1.0.0","bin":{"b":"c/d"},"dependencies":{"a":"1","b":"","":">=2"},"optionalDependencies":{"a":"^1.0.0"}})"},
                {R"({"version":"1.0.0beta","bundleDependencies":"a","repository":{"url":""}})",
                 R"({"version":"1.0.0-beta","repository":{"url":""},"name":""})"},
                {R"({"name":"x","version":"V1.0.0","bin":"..","dependencies":{"a":"https://github.com/u/../r","b":"git://github.com:u/r"},"optionalDependencies":"a:@1","bundleDependencies":5,"repository":{"url":""}})",
                 R"()"},
                {R"({"name":"x","version":" 1.0.0 ","bin":"bin\\x.js","dependencies":{"a":"ssh://git@github.com/u/r.git","b":"gist:0123abc"}})",
                 R"({"name":"x","version":"1.0.0","bin":{"x":"bin/x.js"},"dependencies":{"a":"git+ssh://git@github.com/u/r.git","b":"gist:0123abc"}})"},
                {R"({"name":"x","version":"1.0.0","dependencies":true,"scripts":{"a":"x"}})",
                 R"({"name":"x","version":"1.0.0","scripts":{"a":"x"}})"},
                {R"({"name":".x","version":"1.0.0","bin":{"a":""}})", R"()"},
                {R"({"name":"x","version":"","repository":5,"repositories":[]})",
                 R"({"name":"x","version":"","repositories":[]})"},
                {R"({"name":"x","version":"1.0.0","dependencies":5,"scripts":"x","repository":{}})",
                 R"({"name":"x","version":"1.0.0","repository":{}})"},
                {R"({"name":"x","version":"1.0.0","bin":{"a":"a.js","b/c":"./d.js"},"dependencies":{"a":"https://github.com/u","b":"git:github.com:u/r"},"scripts":5,"repository":{"url":""}})",
                 R"({"name":"x","version":"1.0.0","bin":{"a":"a.js","c":"d.js"},"dependencies":{"a":"https://github.com/u","b":"git:github.com:u/r"},"repository":{"url":""}})"},
                {R"({"name":" x ","version":"1.0.0","dependencies":{"a":"git@github.com:u/r.git","b":"npm:@s/x@1"},"repositories":null})",
                 R"({"name":"x","version":"1.0.0","dependencies":{"a":"git+ssh://git@github.com/u/r.git","b":"npm:@s/x@1"},"repositories":null})"},
                {R"({"name":"x","version":"1.0.0+b","dependencies":{"a":"^1.0.0"},"bundleDependencies":true})",
                 R"({"name":"x","version":"1.0.0","dependencies":{"a":"^1.0.0"},"bundleDependencies":["a"]})"},
            });

TEST(Corrections, AreThoseOfNpm) {
  for (const CorrectionRow& row : kCorrections) {
    const Corrections corrected = npm_corrections(parse_json(row.before, "package.json").value());
    const std::string after = corrected.is_refused ? "" : to_text(corrected.manifest, -1);
    EXPECT_EQ(after, row.after) << row.before;
  }
}

std::vector<std::string> made(const char* manifest) {
  std::vector<std::string> out;
  for (const Correction& correction :
       npm_corrections(parse_json(manifest, "package.json").value()).made) {
    out.push_back(correction.what);
  }
  return out;
}

TEST(Corrections, AreNamedWithoutValues) {
  EXPECT_THAT(made(R"({"name": "x", "version": "1.0.0"})"), IsEmpty());
  EXPECT_THAT(
      made(R"({"name": "x", "version": "v1.0.0", "bin": {"a/b": "c.js", "d": "./d.js"}})"),
      ElementsAre("the program `a/b` is renamed to `b`",
                  "the path of the program `d` is written as `d.js`", "`version` becomes `1.0.0`"));
}

}  // namespace
}  // namespace packwarden
