#include "app/concealing.h"

#include <utility>

namespace packwarden {

Result<Inspector> concealing_inspector(const Database& database) {
  TRY_ASSIGN(ValueTagger tagger, ValueTagger::create());
  return Inspector::create({database, std::move(tagger)});
}

}  // namespace packwarden
