#include "storage/books/supplier_names.h"

#include <cctype>
#include <utility>

#include "storage/engine/cells.h"

namespace dockhand {
namespace {

std::string as_compared(std::string_view name) {
  std::string text;
  text.reserve(name.size());
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && std::isalnum(byte) == 0) continue;
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

}  // namespace

bool SupplierNames::may_be_same(std::string_view one, std::string_view other) {
  const std::string first = as_compared(one), second = as_compared(other);
  return first.empty() || second.empty() || first == second || key_of(one) == key_of(other);
}

std::string SupplierNames::key_of(std::string_view name) {
  std::string compared = as_compared(name);
  if (compared.empty()) return std::string(name);
  const Code* code = listed(compared);
  return code == nullptr ? compared : code->key;
}

std::string SupplierNames::shown_as(const std::string& name) {
  const Code* code = listed(as_compared(name));
  return code == nullptr ? name : code->text;
}

const SupplierNames::Code* SupplierNames::listed(const std::string& compared) {
  if (!codes_) {
    codes_.emplace();
    const auto all = all_of(db_.query("SELECT supplier, name FROM supplier ORDER BY supplier"),
                            [](const Cells& cells) { return std::pair(cells.text(0), cells.text(1)); });
    // A code comes before what another is called.
    for (const auto& [code, name] : all) codes_->emplace(as_compared(code), Code{code, as_compared(code)});
    for (const auto& [code, name] : all) codes_->emplace(as_compared(name), Code{code, as_compared(code)});
    codes_->erase("");
  }
  const auto found = codes_->find(compared);
  return found == codes_->end() ? nullptr : &found->second;
}

}  // namespace dockhand
