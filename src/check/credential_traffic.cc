#include <algorithm>
#include <array>
#include <string>

#include "check/all.h"
#include "check/example_name.h"

namespace packwarden {
namespace {

using namespace std::string_view_literals;
constexpr auto kNone = std::string_view::npos;

/// "PCAP capture file format", section 4; "PCAP Next Generation", section 4.1: its block says the
/// byte order at the ninth byte.
bool is_capture(std::string_view bytes) {
  constexpr std::array kMagics = {"\xA1\xB2\xC3\xD4"sv, "\xD4\xC3\xB2\xA1"sv, "\xA1\xB2\x3C\x4D"sv,
                                  "\x4D\x3C\xB2\xA1"sv};
  if (bytes.starts_with("\x0A\x0D\x0D\x0A")) {
    const std::string_view order =
        bytes.substr(0, 12).substr(std::min<std::size_t>(8, bytes.size()));
    return order == "\x1A\x2B\x3C\x4D" || order == "\x4D\x3C\x2B\x1A";
  }
  return std::any_of(kMagics.begin(), kMagics.end(),
                     [&](std::string_view magic) { return bytes.starts_with(magic); });
}

/// HTTP Archive 1.2: an object whose first member is `log`, with the entries in it.
bool is_http_archive(std::string_view text) {
  constexpr std::size_t kBegin = 64;
  const std::string_view begin = text.substr(0, kBegin);
  const std::size_t brace = begin.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (brace == kNone || begin[brace] != '{') return false;
  const std::size_t key = begin.find_first_not_of(" \t\r\n", brace + 1);
  if (key == kNone || !begin.substr(key).starts_with("\"log\"")) return false;
  return text.find("\"entries\"") != kNone && text.find("\"version\"") != kNone;
}

bool is_traffic(const CheckedFile& file) {
  if (is_capture(file.bytes())) return true;
  // OpenHarmony calls its archives of code `.har`, too.
  if (file.extension() == "har" || file.extension() == "json") return is_http_archive(file.bytes());
  return file.extension() == "saz";
}

void run(const CheckedFile& file, FileHits& hits) {
  if (file.extension() == "cpuprofile") {
    return hits.add({Severity::medium, "A profile names local paths.", ""});
  }
  if (!is_traffic(file)) return;
  if (!file.is_test()) return hits.add();
  hits.add({Severity::medium, "", std::string(kLeaveOutTests)});
}

}  // namespace

const FileCheck kCredentialTraffic = {
    {"cred-traffic-capture", Severity::high, "Recorded traffic",
     "It holds cookies, tokens and bodies of requests as they were sent.", kKeepOut},
    Reach::every,
    {},
    run,
    {}};

}  // namespace packwarden
