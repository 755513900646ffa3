// The tests ask for more memory than there is: AddressSanitizer is to refuse as malloc does, instead of ending the
// program.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1"; }
#endif
#endif
