# kinora_wasm_module(NAME BINDINGS LIBRARY): build/wasm/NAME.mjs and NAME.wasm, a part of the core with its bindings,
# which are files of bindings/.

set(KINORA_LINK_OPTIONS
  -O3
  -lembind -fno-rtti                 # -fno-rtti here too: it picks the embind library that names types as ours does
  -sMODULARIZE=1 -sEXPORT_ES6=1      # an ES module whose default export makes an instance; nothing runs at import
  -sENVIRONMENT=web,worker           # no Node code in the glue: web/src/load-wasm.ts hands in the compiled module
  -sDYNAMIC_EXECUTION=0              # no eval: a page needs only 'wasm-unsafe-eval' in its CSP
  -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=4GB -sINITIAL_MEMORY=16MB
  -sABORTING_MALLOC=0                # a failed allocation returns null, which the core turns into an error value
  -sSTACK_SIZE=1MB                   # libvpx's frames reach 52 kB; the default of 64 kB would overflow silently
  -sFILESYSTEM=0 -sINCOMING_MODULE_JS_API=instantiateWasm,print,printErr
  -sEXIT_RUNTIME=0 -sSUPPORT_LONGJMP=emscripten)

function(kinora_wasm_module name bindings library)
  list(TRANSFORM bindings PREPEND bindings/)
  add_executable(${name} ${bindings} bindings/errors.cc)
  target_include_directories(${name} PRIVATE bindings)
  target_compile_options(${name} PRIVATE -Oz ${KINORA_WARNINGS} -fno-exceptions -fno-rtti)
  target_compile_definitions(${name} PRIVATE EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)
  target_link_libraries(${name} PRIVATE ${library})
  target_link_options(${name} PRIVATE ${KINORA_LINK_OPTIONS})
  set_target_properties(${name} PROPERTIES SUFFIX ".mjs")
endfunction()
