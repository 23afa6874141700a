#include "scanner/meaning/gs1_coupon.h"

#include "scanner/meaning/gs1_date.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace {

// Reads a coupon's fields one after another; the first failure stays.
class Fields {
 public:
  explicit Fields(std::string_view text) : rest_(text) {}

  bool more() const { return fault_.empty() && !rest_.empty(); }
  std::string fault() const { return fault_; }
  void fail(std::string_view name) {
    if (fault_.empty()) fault_ = "the coupon's " + std::string(name) + " is wrong or cut short";
  }

  std::string_view digits(std::string_view name, std::size_t length) {
    const std::string_view field = rest_.substr(0, length);
    if (!fault_.empty() || field.size() < length || (length > 0 && !is_digits(field))) {
      fail(name);
      return {};
    }
    rest_.remove_prefix(length);
    return field;
  }
  // One digit, which has to be among `allowed`.
  char choice(std::string_view name, std::string_view allowed) {
    const std::string_view field = digits(name, 1);
    if (field.empty() || allowed.find(field.front()) == std::string_view::npos) {
      fail(name);
      return '\0';
    }
    return field.front();
  }
  // Takes a length digit that is among `allowed`, then that many digits and `more` of them.
  void counted(std::string_view name, std::string_view allowed, std::size_t more) {
    const char length = choice(name, allowed);
    if (length != '\0') digits(name, static_cast<std::size_t>(length - '0') + more);
  }
  void counted_or_absent(std::string_view name, std::string_view allowed, std::size_t more) {
    if (!rest_.empty() && rest_.front() == '9') {
      rest_.remove_prefix(1);
    } else {
      counted(name, allowed, more);
    }
  }

 private:
  std::string_view rest_;
  std::string fault_;
};

void read_requirement(Fields& fields, std::string_view name) {
  fields.counted(name, "12345", 0);
  fields.choice(name, "012349");
  fields.digits(name, 3);
}

std::string_view read_date(Fields& fields, std::string_view name, Date today) {
  const std::string_view date = fields.digits(name, 6);
  if (!date.empty() && (date.ends_with("00") || !gs1_date(date, today))) fields.fail(name);
  return date;
}

// YYMMDD, or empty when the coupon does not say.
struct Validity {
  std::string_view from, to;
};

void read_optional(Fields& fields, char field, Validity& valid, Date today) {
  switch (field) {
    case '1':
      fields.choice("additional purchase rules", "0123");
      read_requirement(fields, "second purchase requirement");
      fields.counted_or_absent("second company prefix", "0123456", 6);
      break;
    case '2':
      read_requirement(fields, "third purchase requirement");
      fields.counted_or_absent("third company prefix", "0123456", 6);
      break;
    case '3': valid.to = read_date(fields, "expiration date", today); break;
    case '4': valid.from = read_date(fields, "start date", today); break;
    case '5': fields.counted("serial number", "0123456789", 6); break;
    case '6': fields.counted("retailer", "1234567", 6); break;
    case '9':
      fields.choice("save value code", "01256");
      fields.choice("save value's target", "012");
      fields.digits("store coupon flag", 1);
      fields.choice("do-not-multiply flag", "01");
      break;
    default: break;
  }
}

}  // namespace

std::string coupon_fault(std::string_view text, Date today) {
  Fields fields(text);
  fields.counted("company prefix", "0123456", 6);
  fields.digits("offer code", 6);
  fields.counted("save value", "12345", 0);
  read_requirement(fields, "purchase requirement");
  Validity valid;
  for (char last = '0'; fields.more();) {
    const char field = fields.choice("data field", "1234569");
    if (field <= last) fields.fail("order of data fields");
    read_optional(fields, field, valid, today);
    last = field;
  }
  if (!valid.to.empty() && valid.to < valid.from) fields.fail("start date");
  return fields.fault();
}

std::string positive_offer_fault(std::string_view text) {
  Fields fields(text);
  fields.choice("format", "01");
  fields.counted("funder", "0123456", 6);
  fields.digits("offer code", 6);
  fields.counted("serial number", "0123456789", 6);
  if (fields.more()) fields.fail("end");
  return fields.fault();
}

}  // namespace dockhand
