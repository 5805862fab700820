#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "finding/finding.h"
#include "match/literals.h"
#include "validate/known_guard.h"

namespace packwarden {

/// More values than this are a limit error (`known-values`).
inline constexpr std::size_t kMostKnownValues = 500;

/// Values that must not be published, ready to be looked for (known_search.h). Immutable; copies
/// share them, in any thread. Nothing here gives a value back, and they are wiped at the end.
class KnownValues {
 public:
  struct Table;

  /// None at all.
  KnownValues() = default;
  explicit KnownValues(std::shared_ptr<const Table> table) : table_(std::move(table)) {}

  /// How many there are.
  [[nodiscard]] std::size_t size() const;
  /// Null: none at all.
  [[nodiscard]] const Table* table() const { return table_.get(); }

 private:
  std::shared_ptr<const Table> table_;
};

/// Gathers the values of this machine that must not be published: first what has them, then what
/// everybody may read.
class KnownValueCollection {
 public:
  KnownValueCollection() = default;
  KnownValueCollection(const KnownValueCollection&) = delete;
  KnownValueCollection& operator=(const KnownValueCollection&) = delete;
  ~KnownValueCollection();

  /// Takes the secrets of a `.env` file. `path` names it in findings. Fails when there are too
  /// many.
  [[nodiscard]] Result<void> add_dotenv(std::string_view path, std::string_view text);
  /// Takes the secrets of the environment, "NAME=value" each. Fails when there are too many.
  [[nodiscard]] Result<void> add_environment(std::span<const std::string_view> variables);

  /// How many values there are so far.
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  /// Drops the values that stand in `text`: what everybody may read is no secret.
  void forget_those_in(std::string_view text);
  /// What is left. The last call.
  [[nodiscard]] KnownValues finish();

 private:
  struct Value {
    std::string text;
    std::vector<std::string> places;  // "NAME in .env", at most two
    KnownOrigin origin = KnownOrigin::dotenv;
    Severity severity = Severity::critical;
    bool is_public = false;
  };

  struct Variable {
    std::string_view name;
    std::string_view value;
    std::string place;
  };

  [[nodiscard]] Result<void> add(KnownOrigin origin, const Variable& variable);

  std::vector<Value> values_;
  std::optional<Literals> parts_;  // of the values, once there are no more to come
  std::vector<std::string> public_values_;
};

}  // namespace packwarden
