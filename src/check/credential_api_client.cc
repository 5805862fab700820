#include <array>

#include "check/all.h"
#include "check/example_name.h"
#include "check/json_texts.h"
#include "check/settings.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 6> kNames = {"*.postman_environment.json",
                                                    "*.postman_globals.json",
                                                    "http-client.private.env.json",
                                                    ".rest-client/",
                                                    "insomnia*.json",
                                                    "*insomnia.json"};

/// Insomnia writes what it is first.
bool is_export_of_insomnia(std::string_view text) {
  constexpr std::size_t kBegin = 512;
  const std::string_view begin = text.substr(0, kBegin);
  return begin.find("\"__export_format\"") != std::string_view::npos;
}

/// Whether a variable has a value. Postman calls it so; the others write it beside its name.
bool has_values(const CheckedFile& file) {
  constexpr std::size_t kLargest = std::size_t{4} << 20U;
  const bool is_postman = file.name().find(".postman_") != std::string_view::npos;
  const auto json = json_within(file.bytes(), kLargest);
  return !json || any_text(*json, [&](std::string_view key, std::string_view value) {
    return (!is_postman || key == "value") && is_literal(value);
  });
}

void run(const CheckedFile& file, FileHits& hits) {
  const bool is_insomnia = file.name().find("insomnia") != std::string_view::npos;
  if (is_insomnia && !is_export_of_insomnia(file.bytes())) return;
  if (!has_values(file)) {
    return hits.add({Severity::note, "All its values are placeholders.", ""});
  }
  hits.add();
}

}  // namespace

const FileCheck kCredentialApiClient = {
    {"cred-api-client-environment", Severity::medium, "Environment of an API client",
     "Such exports hold the tokens that somebody tried an API with.", kKeepOut},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
