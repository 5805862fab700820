#include "check/entry_manifest.h"

#include <algorithm>
#include <variant>

#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostNodes = 100'000;

class Visit {
 public:
  Visit(const PublishedField& field, const TargetVisitor& visit) : visit_(visit) {
    node_.steps = field.steps;
    node_.field_steps = field.steps.size();
    const bool is_container =
        field.truthy() && (field.value->object() != nullptr || field.value->array() != nullptr);
    if (is_container || (field.truthy() && !node_.is_of_imports())) go(*field.value);
  }

 private:
  void go(const Json& value) {
    if (node_.steps.size() > kDeepest || ++nodes_ > kMostNodes) return;
    node_.value = &value;
    visit_(node_);
    if (value.object() != nullptr) go_to_members(*value.object());
    if (value.array() != nullptr) go_to_elements(*value.array());
  }

  void go_to(JsonStep step, const Json& value) {
    if (value.string() == nullptr && !value.truthy()) return;
    node_.steps.push_back(step);
    go(value);
    node_.steps.pop_back();
  }

  void go_to_elements(const Json::Array& elements) {
    for (std::size_t i = 0; i < elements.size(); ++i) go_to(i, elements[i]);
  }

  void go_to_members(const Json::Object& members) {
    const auto has = [&](std::string_view key) {
      return std::any_of(members.begin(), members.end(),
                         [&](const auto& member) { return member.first == key; });
    };
    const bool was_after_node = node_.is_after_node;
    const bool was_reachable = node_.is_reachable_by_import;
    const bool has_import = has("import");
    const bool is_split = has_import || has("require");
    for (const auto& [key, value] : members) {
      const bool is_for_import = key == "import" || (!has_import && key == "default");
      node_.is_reachable_by_import = was_reachable && (!is_split || is_for_import);
      go_to(std::string_view(key), value);
      if (key == "node") node_.is_after_node = true;
    }
    node_.is_after_node = was_after_node;
    node_.is_reachable_by_import = was_reachable;
  }

  const TargetVisitor& visit_;
  TargetNode node_;
  std::size_t nodes_ = 0;
};

bool is_identifier(std::string_view text) {
  const auto is_letter = [](char c) { return is_ascii_letter(c) || c == '_' || c == '$'; };
  return !text.empty() && is_letter(text[0]) && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter(c) || is_ascii_digit(c);
  });
}

}  // namespace

PublishedField published_field(const Json& manifest, std::string_view name) {
  const Json* config = manifest.find("publishConfig");
  const Json* replaced = config == nullptr ? nullptr : config->find(name);
  if (replaced != nullptr && replaced->truthy()) return {replaced, {"publishConfig", name}};
  const Json* value = manifest.find(name);
  return {value == nullptr || value->is_null() ? nullptr : value, {name}};
}

bool TargetNode::is_of_imports() const {
  return steps.at(field_steps - 1) == JsonStep(std::string_view("imports"));
}

bool TargetNode::has_condition(std::string_view condition) const {
  return std::any_of(way().begin(), way().end(), [&](const JsonStep& step) {
    const auto* key = std::get_if<std::string_view>(&step);
    return key != nullptr && *key == condition;
  });
}

std::string_view TargetNode::key() const {
  const auto* key = way().empty() ? nullptr : std::get_if<std::string_view>(way().data());
  return key == nullptr ? std::string_view() : *key;
}

void visit_targets(const PublishedField& field, const TargetVisitor& visit) { Visit(field, visit); }

// No deeper than the parser goes.
bool has_key_within(const Json& value, std::string_view key) {
  if (value.array() != nullptr) {
    return std::any_of(value.array()->begin(), value.array()->end(),
                       [&](const Json& element) { return has_key_within(element, key); });
  }
  if (value.object() == nullptr) return false;
  return std::any_of(value.object()->begin(), value.object()->end(), [&](const auto& member) {
    return member.first == key || has_key_within(member.second, key);
  });
}

std::string shown_steps(std::span<const JsonStep> steps) {
  std::string out;
  for (const JsonStep& step : steps) {
    if (const auto* number = std::get_if<std::size_t>(&step)) {
      out += "[" + std::to_string(*number) + "]";
      continue;
    }
    const std::string_view key = std::get<std::string_view>(step);
    if (is_identifier(key)) {
      out += (out.empty() ? "" : ".") + std::string(key);
    } else {
      out += "[\"" + escape_for_display(key) + "\"]";
    }
  }
  return out;
}

}  // namespace packwarden
