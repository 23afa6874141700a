#include "scanner/meaning/iso15434.h"

#include <algorithm>
#include <iterator>

namespace dockhand {
namespace {

using std::string;
using std::string_view;

constexpr string_view begin_of_envelope = "[)>";
constexpr char record_separator = '\x1E';
constexpr char field_separator = '\x1D';
constexpr char end_of_envelope = '\x04';

// Takes the part before `divider` off `text`.
string_view take(string_view& text, char divider) {
  const string_view part = text.substr(0, text.find(divider));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

template <class Code>
void set(std::optional<Code>& member, string_view text) {
  if (member) return;  // the first one counts
  if (auto code = Code::parse(text)) member = *code;
}

// Reads "20261231".
std::optional<Date> date_of(string_view digits) {
  if (digits.size() != 8 || !is_digits(digits)) return std::nullopt;
  const auto part = [&](std::size_t at, std::size_t count) { return string(digits.substr(at, count)); };
  const auto date = Date::parse(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2));
  return date ? std::optional(*date) : std::nullopt;
}

// Holds the fields in the order in which their identifiers are preferred.
struct Fields {
  struct Field {
    string_view identifier, value;
  };
  std::vector<Field> all;

  void add(string_view field) {
    const std::size_t letter = field.find_first_not_of("0123456789");  // npos when there is none
    if (letter > 3 || field[letter] < 'A' || field[letter] > 'Z') return;
    const string_view value = field.substr(letter + 1);
    if (!value.empty()) all.push_back({field.substr(0, letter + 1), value});
  }
  template <class Use>
  void each(string_view identifier, const Use& use) const {
    for (const Field& field : all)
      if (field.identifier == identifier) use(field.value);
  }
};

void read_fields(PartLabel& label, const Fields& fields) {
  for (const string_view identifier : {"P", "1P", "30P"}) {
    fields.each(identifier, [&](string_view value) {
      const bool known = std::find(label.items.begin(), label.items.end(), value) != label.items.end();
      if (!known && ItemCode::parse(value)) label.items.emplace_back(value);
    });
  }
  for (const string_view identifier : {"1T", "T"})
    fields.each(identifier, [&](string_view value) { set(label.lot, value); });
  fields.each("S", [&](string_view value) { set(label.serial, value); });
  fields.each("Q", [&](string_view value) { set(label.count, value); });
  fields.each("K", [&](string_view value) { set(label.purchase, value); });
  fields.each("14D", [&](string_view value) { label.expiry = date_of(value); });
}

bool says_something(const PartLabel& label) {
  return !label.items.empty() || label.lot || label.serial || label.count || label.purchase || label.expiry ||
         !label.elements.empty();
}

}  // namespace

std::optional<PartLabel> read_iso15434(string_view text) {
  if (!text.starts_with(begin_of_envelope)) return std::nullopt;
  text.remove_prefix(begin_of_envelope.size());
  text = text.substr(0, text.find(end_of_envelope));
  PartLabel label;
  while (!text.empty()) {
    string_view record = take(text, record_separator);
    const string_view format = take(record, field_separator);
    if (format == "05") label.elements = record;
    if (format != "06") continue;
    Fields fields;
    while (!record.empty()) fields.add(take(record, field_separator));
    read_fields(label, fields);
  }
  return says_something(label) ? std::optional(std::move(label)) : std::nullopt;
}

}  // namespace dockhand
