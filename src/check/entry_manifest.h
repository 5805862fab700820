#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/json_place.h"

// How the checks `entry-*` read package.json. They give the verdicts of publint 0.3.25, whose rules
// these are (tests/check/publint/README.md).
namespace packwarden {

/// A field as packers publish it that let `publishConfig` replace fields: pnpm does, npm does not.
/// Borrows the manifest.
struct PublishedField {
  const Json* value = nullptr;  // null: it is missing, or null
  std::vector<JsonStep> steps;  // to it, also where it is missing

  /// Its text; null where it is none.
  [[nodiscard]] const std::string* text() const { return value ? value->string() : nullptr; }
  /// Neither missing nor what JavaScript takes for false.
  [[nodiscard]] bool truthy() const { return value != nullptr && value->truthy(); }
};

[[nodiscard]] PublishedField published_field(const Json& manifest, std::string_view name);

/// A place in `exports` or `imports`: a target, or what leads to some.
struct TargetNode {
  const Json* value = nullptr;  // never null
  std::vector<JsonStep> steps;  // to it
  std::size_t field_steps = 0;  // those of `steps` that lead to the field
  /// A condition `node` stands before it: Node.js never comes here.
  bool is_after_node = false;
  /// No condition on the way, nor one before it, keeps an `import` from it.
  bool is_reachable_by_import = true;

  /// The steps below the field.
  [[nodiscard]] std::span<const JsonStep> way() const {
    return std::span(steps).subspan(field_steps);
  }
  /// Below `imports`, not `exports`.
  [[nodiscard]] bool is_of_imports() const;
  [[nodiscard]] bool has_condition(std::string_view condition) const;
  /// The first key below the field; "" where there is none.
  [[nodiscard]] std::string_view key() const;
};

using TargetVisitor = std::function<void(const TargetNode&)>;

/// Visits the value of `field` and all below it, each before what is in it, in the order of the
/// text; but neither null, "" where it is the whole field, nor other values that JavaScript takes
/// for false, and of `imports` neither a text that is the whole field. At most 100,000 nodes, no
/// deeper than 64; more are left out.
void visit_targets(const PublishedField& field, const TargetVisitor& visit);

/// Whether an object in `value`, or itself, has the key.
[[nodiscard]] bool has_key_within(const Json& value, std::string_view key);

/// "exports["./a"].import", for people.
[[nodiscard]] std::string shown_steps(std::span<const JsonStep> steps);

}  // namespace packwarden
