#include "base/result.h"

namespace packwarden {

std::string_view name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::io:
      return "io";
    case ErrorKind::format:
      return "format";
    case ErrorKind::limit:
      return "limit";
    case ErrorKind::config:
      return "config";
    case ErrorKind::unsupported:
      return "unsupported";
    case ErrorKind::internal:
      return "internal";
  }
  return "internal";
}

Error limit_error(std::string where, std::string what, Limit limit) {
  what += " (limit " + limit.name + " = " + std::to_string(limit.value) + ")";
  return Error{ErrorKind::limit, std::move(where), std::move(what), std::move(limit)};
}

}  // namespace packwarden
