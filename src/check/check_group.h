#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace packwarden {

/// Which checks belong together in that they are run where somebody asks for them, and cost nothing
/// elsewhere.
enum class CheckGroup : std::uint8_t {
  always,      // all others
  names,       // names of packages that may be taken for another's
  practices,   // security practices of Node.js, as far as a package tells
  provenance,  // whether this run can say where the package was built
};

/// A group that may be asked for, by name.
struct NamedGroup {
  std::string_view name;
  std::string_view description;
  CheckGroup group;
  std::string_view note;  // a sentence of each report where the group is on; may be empty
};

/// All of them, sorted by name.
[[nodiscard]] std::span<const NamedGroup> named_groups();

/// The group called `name`; null: none is.
[[nodiscard]] const NamedGroup* find_group(std::string_view name);

/// A set of groups, in which `always` always is.
class CheckGroups {
 public:
  void add(CheckGroup group) { bits_ |= bit_of(group); }
  [[nodiscard]] bool contains(CheckGroup group) const { return (bits_ & bit_of(group)) != 0; }
  friend bool operator==(const CheckGroups&, const CheckGroups&) = default;

 private:
  [[nodiscard]] static std::uint32_t bit_of(CheckGroup group) {
    return std::uint32_t{1} << static_cast<std::uint32_t>(group);
  }

  std::uint32_t bits_ = bit_of(CheckGroup::always);
};

}  // namespace packwarden
