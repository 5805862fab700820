#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "check/advisories.h"
#include "check/banner.h"
#include "check/entry_points.h"
#include "check/licence.h"
#include "npm/corrections.h"
#include "npm/hosted_repository.h"

// A text as a package.json, a licence, an address, a program and an advisory: what npm corrected
// once it does not correct again, and what a banner spans lies in the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packwarden;
  const std::string text =
      to_valid_utf8(std::string_view(reinterpret_cast<const char*>(data), size));
  (void)parse_licence(text);
  (void)licence_of_text(text);
  (void)hosted_address(text, AddressUse::dependency);
  for (const Banner& banner : banners_in(text)) {
    if (banner.bytes.begin >= banner.bytes.end || banner.bytes.end > text.size()) std::abort();
  }
  Advisories advisories;
  if (advisories.add(text, "x.json")) (void)advisories.find("a", "1.0.0");
  const auto manifest = parse_json(text, "package.json");
  if (!manifest) return 0;
  for (const EntryPoint& entry : entry_points(*manifest)) (void)target_path(entry.target());
  (void)root_entry(*manifest, Loader::import_statement);
  (void)licence_class(*manifest);
  const Corrections once = npm_corrections(*manifest);
  if (!once.is_refused && npm_corrections(once.manifest).is_refused) std::abort();
  return 0;
}
