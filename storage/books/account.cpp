#include "storage/books/account.h"

namespace dockhand {

Account Account::at(const std::string& other_place) const {
  Account other = *this;
  other.place = other_place;
  return other;
}

Account Account::claimed_by(const OrderLine& order_line) const {
  Account other = *this;
  other.doc = order_line.document.text();
  other.line = order_line.line;
  return other;
}

Account Account::free() const {
  Account other = *this;
  other.doc.clear();
  other.line = 0;
  return other;
}

}  // namespace dockhand
