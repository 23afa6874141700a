// A text that one terminal and its hub alone can read, whatever carries it.
//
// Decides: that it is closed with the keys with which both sign (sync/access/signing.h), by X25519 and
// XSalsa20-Poly1305, so that who opens it knows whom it comes from. Leaves to others: what stands in it, and that an
// older one is not given once more (sync/people_messages.h). libsodium does the mathematics.
#pragma once

#include <string>
#include <string_view>

#include "sync/access/signing.h"

namespace dockhand {

// `to` is the public key of the one who reads it. Returns hexadecimal digits.
Result<std::string> sealed_for(std::string_view to, const SigningKey& own, std::string_view text);
// An Error of kind refused says that it was not sealed by the one with the public key `from` for this key, or is not
// as it was.
Result<std::string> opened_from(std::string_view from, const SigningKey& own, std::string_view sealed);

}  // namespace dockhand
