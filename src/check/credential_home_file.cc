#include <algorithm>
#include <array>

#include "base/text.h"
#include "check/all.h"
#include "check/example_name.h"
#include "check/json_texts.h"
#include "check/settings.h"

namespace packwarden {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::size_t kMostJson = std::size_t{1} << 20U;

/// Calls `take` with each word of `text`, until it says true; whether it did.
template <class Take>
bool any_word(std::string_view text, Take take) {
  constexpr std::string_view kBlanks = " \t\r\n";
  for (std::size_t at = text.find_first_not_of(kBlanks); at != kNone;) {
    const std::size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
    if (take(text.substr(at, end - at))) return true;
    at = text.find_first_not_of(kBlanks, end);
  }
  return false;
}

/// `password` or `account` and the word behind it, as ftp(1) describes the file.
bool is_netrc_real(std::string_view text) {
  bool expected = false;
  return any_word(text, [&](std::string_view word) {
    const bool real = expected && is_literal(word);
    expected = word == "password";
    return real;
  });
}

/// An address with a password in each line.
bool is_git_credentials_real(std::string_view text) {
  return any_word(text, [](std::string_view address) {
    const std::size_t begin = address.find("://");
    const std::size_t end = address.rfind('@');
    if (begin == kNone || end == kNone || end < begin) return false;
    const std::string_view user = address.substr(begin + 3, end - begin - 3);
    return is_literal(user.substr(user.find(':') + 1));  // a token may stand alone
  });
}

/// What follows the last colon of a line: of `.pgpass` the password, of `.htpasswd` its hash.
bool is_last_field_real(std::string_view text) {
  return any_word(text, [](std::string_view line) {
    const std::size_t colon = line.rfind(':');
    return colon != kNone && !line.starts_with('#') && is_literal(line.substr(colon + 1));
  });
}

bool is_any_word_real(std::string_view text) { return any_word(text, is_literal); }

/// Not text: MySQL's tools write a key of 24 bytes, and what it encrypts.
bool is_obscured_real(std::string_view bytes) {
  constexpr std::size_t kHeader = 24;
  return bytes.size() > kHeader;
}

bool is_docker_real(std::string_view text) {
  const auto json = json_within(text, kMostJson);
  return json && any_text(*json, [](std::string_view key, std::string_view value) {
           return (key == "auth" || key == "identitytoken") && is_literal(value);
         });
}

bool is_maven_real(std::string_view text) {
  constexpr std::string_view kOpen = "<password>";
  for (std::size_t at = text.find(kOpen); at != kNone; at = text.find(kOpen, at + 1)) {
    const std::size_t begin = at + kOpen.size();
    if (is_literal(text.substr(begin, std::min(text.find('<', begin), text.size()) - begin)))
      return true;
  }
  return false;
}

bool is_json_real(std::string_view text) {
  const auto json = json_within(text, kMostJson);
  return json && has_secret_text(*json);
}

/// What a name says by itself.
enum class ByName : std::uint8_t { high, nothing };

struct HomeFile {
  std::string_view name;
  bool (*is_real)(std::string_view bytes);
  ByName by_name = ByName::high;
};

constexpr std::array kFiles = {
    HomeFile{".netrc", is_netrc_real},
    HomeFile{"_netrc", is_netrc_real},
    HomeFile{".git-credentials", is_git_credentials_real},
    HomeFile{".pgpass", is_last_field_real},
    HomeFile{".my.cnf", has_secret_setting},
    HomeFile{".mylogin.cnf", is_obscured_real},
    HomeFile{".s3cfg", has_secret_setting},
    HomeFile{".boto", has_secret_setting},
    HomeFile{".dockercfg", is_docker_real},
    HomeFile{".docker/config.json", is_docker_real, ByName::nothing},
    HomeFile{".htpasswd", is_last_field_real},
    HomeFile{".pypirc", has_secret_setting},
    HomeFile{".gem/credentials", has_secret_setting},
    HomeFile{".cargo/credentials", has_secret_setting},
    HomeFile{".cargo/credentials.toml", has_secret_setting},
    HomeFile{".m2/settings.xml", is_maven_real, ByName::nothing},
    HomeFile{".vault-token", is_any_word_real},
    HomeFile{".rclone.conf", has_secret_setting},
    HomeFile{".terraformrc", has_secret_setting},
    HomeFile{".terraform.d/credentials.tfrc.json", is_json_real},
};

constexpr auto kNames = [] {
  std::array<std::string_view, kFiles.size()> out;
  std::transform(kFiles.begin(), kFiles.end(), out.begin(),
                 [](const HomeFile& file) { return file.name; });
  return out;
}();

const HomeFile& row_of(const CheckedFile& file) {
  const auto* const found = std::find_if(kFiles.begin(), kFiles.end(), [&](const HomeFile& row) {
    return file.folded().ends_with(row.name);
  });
  return found == kFiles.end() ? kFiles.front() : *found;
}

void run(const CheckedFile& file, FileHits& hits) {
  const HomeFile& row = row_of(file);
  const bool real = row.is_real(file.bytes());
  if (!real && row.by_name == ByName::nothing) return;
  const std::string detail = real ? "It holds a value that looks real." : "";
  if (file.is_test()) return hits.add({Severity::medium, detail, std::string(kLeaveOutTests)});
  hits.add({real ? Severity::critical : Severity::high, detail, ""});
}

}  // namespace

const FileCheck kCredentialHomeFile = {
    {"cred-home-file", Severity::critical, "Credentials of a home directory",
     "Programs keep there what opens accounts; in a package it tells that the wrong directory was "
     "packed.",
     kKeepOut},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
