#include "sync/connector.h"

#include <algorithm>
#include <fstream>

namespace dockhand {
namespace {

bool visible(char c) { return c > ' ' && c < '\x7f'; }

}  // namespace

Result<Connector::Met> Connector::meet() { return Met{}; }

Result<bool> Connector::wait(const PullRequest&) {
  return Error{ErrorKind::unknown, "", "this hub does not tell of changes"};
}

Result<std::string> Connector::people(const std::string&) {
  return Error{ErrorKind::unknown, "", "this hub does not say who works here"};
}

Result<std::unique_ptr<Connector>> make_connector(const Upstream& upstream) {
  std::string known;
#define CONNECTOR(name, scheme)                                                       \
  if (upstream.address.starts_with(scheme)) return make_##name##_connector(upstream); \
  known += std::string(known.empty() ? "" : ", ") + (scheme);
#include "sync/connectors.def"
#undef CONNECTOR
  return Error{ErrorKind::bad_input, printable(upstream.address),
               "is no address of a hub; it begins with one of " + known};
}

Result<std::string> read_token(const std::string& file) {
  std::ifstream in(file);
  std::string token;
  if (!in || !std::getline(in, token)) return Error{ErrorKind::io, file, "the token file cannot be read, or is empty"};
  const bool good = token.size() >= 16 && token.size() <= 256 && std::all_of(token.begin(), token.end(), visible);
  if (!good) {
    return Error{ErrorKind::bad_input, file, "the first line is no token: 16 to 256 visible characters without blanks"};
  }
  return token;
}

}  // namespace dockhand
