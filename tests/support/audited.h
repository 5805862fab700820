#pragma once

#include <string>
#include <utility>

#include "match/database.h"
#include "source/entry.h"

// What tests of audits begin with.
namespace packwarden {

/// The rules that are built in.
inline const Database& database() {
  static const Database database = *Database::built_in(EngineKind::fastest);
  return database;
}

inline Entry file(std::string path, std::string bytes) {
  Entry entry;
  entry.path = std::move(path);
  entry.bytes = std::move(bytes);
  return entry;
}

}  // namespace packwarden
