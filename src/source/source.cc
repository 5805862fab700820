#include "source/source.h"

namespace packwarden {

std::string_view name_of(SourceKind kind) {
  switch (kind) {
    case SourceKind::package:
      return "package";
    case SourceKind::tarball:
      return "tarball";
    case SourceKind::paths:
      return "paths";
    case SourceKind::standard_input:
      return "stdin";
    case SourceKind::staged:
      return "staged";
    case SourceKind::range:
      return "range";
  }
  return "paths";
}

}  // namespace packwarden
