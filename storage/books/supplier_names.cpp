#include "storage/books/supplier_names.h"

#include <cctype>

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
  if (first.empty() || second.empty() || first == second) return true;
  return code_of(first) == code_of(second);
}

const std::string& SupplierNames::code_of(const std::string& name) {
  if (!codes_) {
    codes_.emplace();
    for (auto rows = db_.query("SELECT supplier, name FROM supplier WHERE name <> '' ORDER BY supplier");
         rows.next();) {
      codes_->emplace(as_compared(rows.text(1)), as_compared(rows.text(0)));
    }
  }
  const auto found = codes_->find(name);
  return found == codes_->end() ? name : found->second;
}

}  // namespace dockhand
