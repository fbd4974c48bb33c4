import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { language, setLanguage } from './i18n'
import { router } from './router'
import { useConnection } from './stores/connection'
import { installUi } from './ui'
import './styles/tokens.css'
import './styles/base.css'
import './styles/parts.css'
import './styles/dark.css'
import './styles/print.css'

setLanguage(language.value)
const app = createApp(App)
app.use(createPinia())
installUi(app)
useConnection().start()
app.use(router)
app.mount('#app')
