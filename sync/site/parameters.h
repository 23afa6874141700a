// What may stand behind the question mark of an address: item=BRG-6204&quantity=20.
//
// Decides: which words an address of the office takes, of which type and with which choices, so that the document of
// all addresses says what is checked; that any other word, or one that is said twice, is refused and not ignored.
// Leaves to others: what a word means (sync/site/office.h).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

struct Parameter {
  const char* name;
  const char* type;  // as OpenAPI calls it; a "boolean" is true or false
  const char* about;
  bool needed = false;
  std::vector<std::string> choices{};  // empty: anything
};
using Parameters = std::vector<Parameter>;

const Parameters& no_parameters();
// `path` tells the list of events, which has an order of its own.
const Parameters& parameters_of_list(std::string_view path);
const Parameters& parameters_of_promise(std::string_view path);
// Of documents, as `dockhand-hub import` has them.
const Parameters& parameters_of_documents();
// Of the page where a customer answers, which reads its own.
const Parameters& parameters_of_answer();

// The words that were said.
class Words {
 public:
  static Result<Words> in(const std::string& query, const Parameters& known);
  // Null: it was not said.
  const std::string* find(std::string_view name) const;
  bool is_true(std::string_view name) const;

 private:
  std::map<std::string, std::string, std::less<>> said_{};
};

}  // namespace dockhand
