/** The parts of Element Plus that the page uses, by name, so that the rest is left out of the bundle. */
import { ElAlert, ElButton, ElConfigProvider, ElDatePicker, ElForm, ElFormItem, ElInput, ElOption, ElSelect, ElTabPane, ElTabs } from 'element-plus'
import type { App } from 'vue'
import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/el-alert.css'
import 'element-plus/theme-chalk/el-button.css'
import 'element-plus/theme-chalk/el-date-picker.css'
import 'element-plus/theme-chalk/el-form.css'
import 'element-plus/theme-chalk/el-form-item.css'
import 'element-plus/theme-chalk/el-input.css'
import 'element-plus/theme-chalk/el-message.css'
import 'element-plus/theme-chalk/el-option.css'
import 'element-plus/theme-chalk/el-popper.css'
import 'element-plus/theme-chalk/el-scrollbar.css'
import 'element-plus/theme-chalk/el-select.css'
import 'element-plus/theme-chalk/el-tabs.css'
import 'element-plus/theme-chalk/el-tab-pane.css'
import 'element-plus/theme-chalk/el-tag.css'

const kParts = [ElAlert, ElButton, ElConfigProvider, ElDatePicker, ElForm, ElFormItem, ElInput, ElOption, ElSelect, ElTabPane, ElTabs]

export function installUi(app: App): void {
  for (const part of kParts) app.component(part.name!, part)
}
