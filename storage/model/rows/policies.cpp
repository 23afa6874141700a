#include "storage/model/rows/policies.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "storage/model/codes.h"

namespace dockhand {
namespace {

constexpr std::array classes{OrderClass::win, OrderClass::gain, OrderClass::redistribute, OrderClass::fill,
                             OrderClass::lose};

Error bad(std::string_view text, const char* what) {
  return Error{ErrorKind::bad_input, "", "'" + printable(text, 24) + "' is not " + what};
}

// There is one overload for each type of a policy.
Status read(std::string_view text, bool& value) {
  const auto parsed = parse_yes_no(text);
  if (!parsed) return parsed.error();
  value = *parsed;
  return Done{};
}
Status read(std::string_view text, Date& value) {
  const auto parsed = Date::parse(text);
  if (!parsed) return parsed.error();
  value = *parsed;
  return Done{};
}
Status read(std::string_view text, Quantity& value) {
  const auto parsed = Quantity::parse(text);
  if (!parsed) return parsed.error();
  if (parsed->none()) return bad(text, "1 or more");
  value = *parsed;
  return Done{};
}
Status read(std::string_view text, Days& value) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value.count);
  const bool whole = failure == std::errc{} && end == text.data() + text.size();
  if (!whole || value.count < 0 || value.count > Days::max) return bad(text, "a number of days from 0 to 36500");
  return Done{};
}

std::string print(bool value) { return value ? "yes" : "no"; }
std::string print(Date value) { return value.text(); }
std::string print(Quantity value) { return value.text(); }
std::string print(Days value) { return std::to_string(value.count); }

template <class Value>
void add(std::string& text, const char* name, const std::optional<Value>& value) {
  if (value) text += (text.empty() ? "" : " ") + std::string(name) + "=" + print(*value);
}

template <class Value>
Value first_of(const std::optional<Value>& line, const std::optional<Value>& customer, const std::optional<Value>& item,
               Value otherwise) {
  if (line) return *line;
  if (customer) return *customer;
  return item.value_or(otherwise);
}

}  // namespace

const char* name_of(OrderClass order_class) {
  static constexpr std::array names{"win", "gain", "redistribute", "fill", "lose"};
  return names[static_cast<std::size_t>(order_class) - 1];
}

Result<OrderClass> parse_order_class(std::string_view text) {
  for (const OrderClass one : classes) {
    if (text == name_of(one)) return one;
  }
  return bad(text, "one of win, gain, redistribute, fill, lose");
}

Result<bool> parse_yes_no(std::string_view text) {
  if (text == "yes" || text == "true" || text == "1") return true;
  if (text == "no" || text == "false" || text == "0") return false;
  return Error{ErrorKind::bad_input, "", "'" + printable(text, 24) + "' is neither yes nor no"};
}

const std::vector<PolicyInfo>& policy_list() {
  static const std::vector<PolicyInfo> list{
#define POLICY(type, name, otherwise, about) {#name, about},
#include "storage/model/rows/policies.def"
#undef POLICY
  };
  return list;
}

std::string text_of(const Policies& policies) {
  std::string text;
#define POLICY(type, name, otherwise, about) add(text, #name, policies.name);
#include "storage/model/rows/policies.def"
#undef POLICY
  return text;
}

Status set_policy(Policies& policies, std::string_view name, std::string_view value) {
#define POLICY(type, policy, otherwise, about)                           \
  if (name == #policy) {                                                 \
    type parsed = otherwise;                                             \
    if (auto done = read(value, parsed); !done) {                        \
      return Error{ErrorKind::bad_input, #policy, done.error().message}; \
    }                                                                    \
    policies.policy = parsed;                                            \
    return Done{};                                                       \
  }
#include "storage/model/rows/policies.def"
#undef POLICY
  return Error{ErrorKind::bad_input, std::string(name), "there is no policy of this name"};
}

Result<Policies> parse_policies(std::string_view text) {
  Policies policies;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(' '));
    const auto equals = one.find('=');
    if (equals == std::string_view::npos) return bad(one, "of the form policy=value");
    if (auto done = set_policy(policies, one.substr(0, equals), one.substr(equals + 1)); !done) return done.error();
    text.remove_prefix(std::min(text.size(), one.size() + 1));
  }
  return policies;
}

Terms terms_of(const Policies& line, const Policies& customer, const Policies& item) {
  Terms terms;
#define POLICY(type, name, otherwise, about) \
  terms.name = first_of<type>(line.name, customer.name, item.name, terms.name);
#include "storage/model/rows/policies.def"
#undef POLICY
  return terms;
}

}  // namespace dockhand
